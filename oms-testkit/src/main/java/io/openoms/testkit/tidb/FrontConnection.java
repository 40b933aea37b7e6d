package io.openoms.testkit.tidb;

import io.openoms.testkit.tidb.Wire.Packet;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection and the one behind it: two threads, one a direction. Clients wait for
 * each answer before they ask again, so an answer of the front's own meets no other.
 */
final class FrontConnection {

  private static final int QUERY = 3;

  /** How long statements may go on before those that hold a timestamp back are let through. */
  private static final long QUIET_MILLIS = 200;

  private static final int TRIES = 300;

  /** What commits nothing; drivers put a comment before it. */
  private static final Pattern READ =
      Pattern.compile(
          "(?is)\\s*(?:/\\*.*?\\*/\\s*)*(SELECT|SHOW|USE|DO|EXPLAIN|DESC|DESCRIBE|BEGIN|START|ROLLBACK|KILL|SET(?!.*"
              + "autocommit))\\b.*");

  private static final Pattern SNAPSHOT =
      Pattern.compile("(?is)\\s*START\\s+TRANSACTION\\s+WITH\\s+CONSISTENT\\s+SNAPSHOT\\s*");

  private final Socket client;
  private final Socket server;
  private final TiDbStandIn front;
  private final Rewriting rewriting;
  private final AtomicReference<Runnable> onAnswer = new AtomicReference<>(() -> {});
  private final AtomicReference<@Nullable Packet> ownAnswer = new AtomicReference<>();
  private final OpenTransaction open = new OpenTransaction();
  private String user = "";

  FrontConnection(Socket client, Socket server, TiDbStandIn front) {
    this.client = client;
    this.server = server;
    this.front = front;
    this.rewriting = front.rewriting();
  }

  /** Passes what the server says, its greeting with another version. Ends with the connection. */
  void answers() {
    try (InputStream in = new BufferedInputStream(server.getInputStream());
        OutputStream out = client.getOutputStream()) {
      Wire.write(out, Wire.greeting(Wire.read(in), front.version()));
      byte[] buffer = new byte[1 << 14];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        onAnswer.getAndSet(() -> {}).run();
        Packet own = ownAnswer.getAndSet(null);
        if (own != null) {
          Wire.write(out, own);
        } else {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      // One side is gone; the other is closed below, which is all that a front can tell it.
    } finally {
      end();
    }
  }

  /** Passes what the client asks. Ends with the connection. */
  void questions() {
    try (InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = new BufferedOutputStream(server.getOutputStream())) {
      Packet login = Wire.read(in);
      user = Wire.user(login);
      Wire.write(out, login);
      out.flush();
      while (true) {
        Packet packet = Wire.read(in);
        if (packet.isCommand(QUERY)) {
          query(packet, out);
        } else {
          Wire.write(out, packet);
        }
        out.flush();
      }
    } catch (IOException e) {
      // As above.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  private void end() {
    close(client);
    close(server);
    onAnswer.getAndSet(() -> {}).run();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot close " + socket, e);
    }
  }

  private void query(Packet packet, OutputStream out) throws IOException, InterruptedException {
    String sql = packet.text();
    Optional<Refusal> refusal = front.failure(sql).or(() -> rewriting.refusal(sql));
    if (refusal.isPresent()) {
      Wire.write(client.getOutputStream(), Wire.error(packet, refusal.get()));
    } else if (SNAPSHOT.matcher(sql).matches()) {
      open.take(sql);
      snapshot(packet, out);
    } else if (READ.matcher(sql).matches()) {
      String sent = front.instead(sql).orElseGet(() -> rewriting.of(sql));
      open.take(sql);
      if (rewriting.hasJustFrozen(sql)) {
        // As if each statement at work looked once more before it commits.
        front.gate().awaitThoseAtWork();
      }
      Wire.write(out, packet.with(sent));
    } else {
      write(packet, sql, out);
    }
  }

  private void write(Packet packet, String sql, OutputStream out)
      throws IOException, InterruptedException {
    Object statement = front.gate().enter();
    Optional<Refusal> refusal = front.readOnly().refusal(user, sql, open.hasWritten());
    if (refusal.isEmpty()) {
      open.take(sql);
      onAnswer.set(() -> front.gate().leave(statement));
      Wire.write(out, packet.with(front.readOnly().isGrant(sql) ? "DO 0" : rewriting.of(sql)));
      return;
    }
    front.gate().leave(statement);
    Packet error = Wire.error(packet, refusal.get());
    if (sql.matches(ReadOnlyMode.COMMIT)) {
      // TiDB rolls the transaction back.
      open.take("ROLLBACK");
      ownAnswer.set(error);
      Wire.write(out, packet.with("ROLLBACK"));
    } else {
      Wire.write(client.getOutputStream(), error);
    }
  }

  /**
   * Opens a snapshot while nobody commits: what it shows is what committed before its timestamp.
   */
  private void snapshot(Packet packet, OutputStream out) throws IOException, InterruptedException {
    int tries = 0;
    while (!front.gate().close(QUIET_MILLIS)) {
      if (++tries == TRIES) {
        throw new IOException("statements are at work without end");
      }
      Thread.sleep(5);
    }
    CountDownLatch answered = new CountDownLatch(1);
    try {
      onAnswer.set(
          () -> {
            rewriting.started(front.clock().next());
            answered.countDown();
          });
      Wire.write(out, packet);
      out.flush();
      answered.await();
    } finally {
      front.gate().open();
    }
  }
}
