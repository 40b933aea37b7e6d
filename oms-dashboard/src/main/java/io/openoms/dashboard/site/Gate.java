package io.openoms.dashboard.site;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. The printed URL has a token, which is changed for a cookie; a request without that
 * cookie gets nothing. The name by which the host was called must be one of this machine's own, so
 * that no other page reaches this one by a name of its own that leads here. What changes something
 * must come from the page itself. Immutable.
 */
final class Gate {

  private static final int BYTES = 32;
  private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private final String token;
  private final String session;
  private final String cookie;

  Gate() {
    SecureRandom random = new SecureRandom();
    token = text(random, BYTES);
    session = text(random, BYTES);
    // Cookies do not tell ports apart: the pages of two runs must not share one.
    cookie = "openoms-" + text(random, 6);
  }

  private static String text(SecureRandom random, int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
  }

  String token() {
    return token;
  }

  /** Whether the host was called by a name of this machine's own, with any port: tunnels differ. */
  boolean isOwnHost(Request request) {
    return host(request).filter(Gate::isOwnName).isPresent();
  }

  private static Optional<String> host(Request request) {
    return request.header().apply("Host");
  }

  private static boolean isOwnName(String host) {
    int port = host.lastIndexOf(':');
    boolean hasPort = port > host.lastIndexOf(']');
    return OWN_NAMES.contains(hasPort ? host.substring(0, port) : host);
  }

  boolean isToken(String given) {
    return isEqual(token, given);
  }

  /** The header that sets the cookie. No other site's request carries it, and no script sees it. */
  String setCookie() {
    return cookie + "=" + session + "; Path=/; HttpOnly; SameSite=Strict";
  }

  boolean hasCookie(Request request) {
    return request.header().apply("Cookie").stream()
        .flatMap(header -> Arrays.stream(header.split(";", -1)))
        .map(String::strip)
        .filter(pair -> pair.startsWith(cookie + "="))
        .anyMatch(pair -> isEqual(session, pair.substring(cookie.length() + 1)));
  }

  /** Whether the page itself asks: another port of the same host is another page. */
  boolean isFromPage(Request request) {
    return request
        .header()
        .apply("Origin")
        .flatMap(origin -> host(request).map(host -> origin.equals("http://" + host)))
        .orElse(false);
  }

  private static boolean isEqual(String own, String given) {
    return MessageDigest.isEqual(
        own.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** The URL to print, of a page at that place. */
  URI url(String place) {
    return URI.create("http://" + place + "/?token=" + token);
  }
}
