package io.openoms.postgresql.log.reader;

import io.openoms.KeptLog;
import io.openoms.ObjectName;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.log.link.LogSession;
import io.openoms.postgresql.log.link.ReplicationLink;
import io.openoms.postgresql.log.message.MalformedMessageException;
import io.openoms.postgresql.log.message.MessageDecoder;
import io.openoms.postgresql.log.position.LogPosition;
import io.openoms.postgresql.log.position.Lsn;
import io.openoms.postgresql.log.setup.SlotSpace;
import io.openoms.spi.ChangeEvent;
import io.openoms.spi.ChangeReader;
import io.openoms.spi.data.Position;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A stream over a slot. The server is told that all is received that was read, and that nothing is
 * needed any more up to the last position that was confirmed: it keeps the log from there on. One
 * thread, except {@link #close()}.
 */
final class SlotReader implements ChangeReader {

  /** A link that was cut is noticed by what is written to it: reads find nothing and go on. */
  private static final long STATUS_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long END_NANOS = Duration.ofMillis(200).toNanos();

  /** A server that does not answer for that long is lost. */
  private static final long SILENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();
  private static final int HEADER = 25;

  private final String slot;
  private final ReplicationLink link;
  private final LogSession side;
  private final CaptureGuard guard;
  private final TransactionEvents transactions;
  private long received;
  private long confirmed;
  private long statusAt = System.nanoTime();
  private long endAt = System.nanoTime() - END_NANOS;
  private long askedAt;
  private boolean isAsked;
  private boolean isAtEnd;

  SlotReader(
      String slot,
      ReplicationLink link,
      LogSession side,
      CaptureGuard guard,
      TransactionEvents transactions,
      long confirmed) {
    this.slot = slot;
    this.link = link;
    this.side = side;
    this.guard = guard;
    this.transactions = transactions;
    this.confirmed = confirmed;
    this.received = confirmed;
  }

  @Override
  public ChangeEvent next(Duration wait) {
    try {
      return read(System.nanoTime() + wait.toNanos());
    } catch (MigrationException e) {
      throw link.isClosed() ? closed(e) : e.in(here());
    } catch (MalformedMessageException e) {
      LogError code = e.isUnknown() ? LogError.LOG_MESSAGE_UNKNOWN : LogError.LOG_MESSAGE_DAMAGED;
      throw new MigrationException(code, here(), e.getMessage(), e);
    }
  }

  private MigrationException closed(MigrationException cause) {
    return new MigrationException(
        JdbcError.CONNECTION_CLOSED, here(), "the reader of the log was closed", cause);
  }

  private ErrorContext here() {
    return ErrorContext.none().withPosition("after " + position().text());
  }

  private ChangeEvent read(long deadline) {
    while (true) {
      ChangeEvent event = transactions.poll();
      if (event != null) {
        return event;
      }
      byte[] message = link.read();
      if (message != null) {
        take(message);
      } else if (System.nanoTime() > deadline) {
        return idle();
      } else {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      keepAlive();
    }
  }

  private void take(byte[] message) {
    isAsked = false;
    ByteBuffer in = ByteBuffer.wrap(message);
    byte kind = in.get();
    if (kind == 'w') {
      isAtEnd = false;
      long start = in.getLong();
      received = Lsn.isBefore(received, start) ? start : received;
      transactions.take(MessageDecoder.decode(message, HEADER));
    } else if (kind == 'k') {
      reached(in.getLong());
      in.getLong();
      if (in.get() != 0) {
        tell(false);
      }
    } else {
      throw new MigrationException(
          LogError.LOG_MESSAGE_UNKNOWN, here(), "a message of the unknown kind " + (char) kind);
    }
  }

  /** A keepalive between two transactions: the server has sent all that is before. */
  private void reached(long lsn) {
    received = Lsn.isBefore(received, lsn) ? lsn : received;
    transactions.reach(lsn);
  }

  /** The server is lost if it does not answer; a reader that says nothing is lost to the server. */
  private void keepAlive() {
    long now = System.nanoTime();
    if (isAsked && now - askedAt > SILENCE_NANOS) {
      throw new MigrationException(
          JdbcError.CONNECTION_LOST, here(), "the server does not answer while its log is read");
    }
    if (now - statusAt > STATUS_NANOS) {
      tell(!isAsked);
    }
  }

  private void tell(boolean answer) {
    statusAt = System.nanoTime();
    if (answer) {
      askedAt = statusAt;
      isAsked = true;
    }
    link.status(received, confirmed, answer);
  }

  /** At the end is a reader that has got all that was flushed a moment ago. */
  private ChangeEvent idle() {
    long now = System.nanoTime();
    if (now - endAt > END_NANOS && transactions.isAtRest()) {
      endAt = now;
      guard.check(now);
      isAtEnd = !Lsn.isBefore(transactions.reached().lsn(), LogEnd.flushed(side));
      if (!isAtEnd && !isAsked) {
        tell(true);
      }
    }
    return new ChangeEvent.Idle(isAtEnd, transactions.passed());
  }

  @Override
  public Position position() {
    return transactions.reached().position();
  }

  @Override
  public void confirm(Position position) {
    long lsn = LogPosition.parse(position).lsn();
    if (Lsn.isBefore(confirmed, lsn)) {
      confirmed = lsn;
      tell(false);
    }
  }

  @Override
  public Optional<KeptLog> kept() {
    try {
      return SlotSpace.kept(side, slot);
    } catch (MigrationException e) {
      throw link.isClosed() ? closed(e) : e.in(here());
    }
  }

  @Override
  public Map<ObjectName, Long> skipped() {
    return transactions.takeSkipped();
  }

  @Override
  public void close() {
    link.close();
    side.cut();
  }
}
