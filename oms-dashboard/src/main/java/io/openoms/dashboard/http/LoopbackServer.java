package io.openoms.dashboard.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.openoms.dashboard.error.DashboardError;
import io.openoms.dashboard.site.Answer;
import io.openoms.dashboard.site.Request;
import io.openoms.dashboard.site.Site;
import io.openoms.error.ErrorContext;
import io.openoms.error.MigrationException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A site at a port of this machine's loopback address. The JDK's server starts a dispatching thread
 * and a timer of its own, which end with it; requests are answered on the caller's executor.
 * Thread-safe.
 */
public final class LoopbackServer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LoopbackServer.class.getName());

  private final Site site;
  private final HttpServer server;

  private LoopbackServer(Site site, HttpServer server) {
    this.site = site;
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param port the port, 0 for any that is free
   * @throws MigrationException PAGE_PORT_UNAVAILABLE
   */
  public static LoopbackServer listen(Site site, int port, Executor executor) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
      LoopbackServer listening = new LoopbackServer(site, server);
      server.setExecutor(new Turns(executor));
      server.createContext("/", listening::handle);
      server.start();
      return listening;
    } catch (IOException e) {
      throw new MigrationException(
          DashboardError.PAGE_PORT_UNAVAILABLE,
          ErrorContext.none(),
          "the page cannot listen on port " + port + " of " + loopback.getHostAddress(),
          e);
    }
  }

  /** The URL to print. */
  public URI url() {
    InetAddress address = server.getAddress().getAddress();
    String host = address.getHostAddress();
    String name = address instanceof Inet6Address ? "[::1]" : host;
    return site.url(name + ":" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      send(exchange, site.answer(request(exchange)));
    } catch (RuntimeException e) {
      // The client is told nothing of it.
      LOG.log(System.Logger.Level.ERROR, "The page failed to answer a request", e);
      exchange.sendResponseHeaders(500, -1);
    } finally {
      exchange.close();
    }
  }

  private static Request request(HttpExchange exchange) {
    URI uri = exchange.getRequestURI();
    return new Request(
        exchange.getRequestMethod(),
        Optional.ofNullable(uri.getPath()).orElse(""),
        query(Optional.ofNullable(uri.getRawQuery()).orElse("")),
        name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)));
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
    if (!bodiless) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  /** Ends the listening, every connection and the server's own threads. Idempotent. */
  @Override
  public void close() {
    server.stop(0);
  }
}
