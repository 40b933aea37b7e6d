package io.openoms.dashboard.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request gets. The body is not copied: it must not be changed. */
public final class Answer {

  private static final byte[] NOTHING = {};
  private static final int TAG_BYTES = 16;

  /** What keeps other pages out, and this one from loading or running anything else. */
  private static final Map<String, String> SAFETY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin");

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private Answer(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }

  /** The headers, by name. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The body; empty where there is none. */
  public byte[] body() {
    return body;
  }

  /** An answer with a body that may be cached only where it is asked for anew each time. */
  static Answer of(int status, String type, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>(SAFETY);
    headers.put("Cache-Control", "no-store");
    headers.put("Content-Type", type);
    return new Answer(status, headers, body);
  }

  /** A sentence. */
  static Answer text(int status, String sentence) {
    return of(
        status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The same answer with a header more. */
  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }

  /** The same, or {@code 304} when the one who asks has this body already. */
  Answer unlessKnown(Request request) {
    String tag = "\"" + tag(body) + "\"";
    Answer tagged = with("Cache-Control", "no-cache").with("ETag", tag);
    boolean known = request.header().apply("If-None-Match").filter(tag::equals).isPresent();
    return known ? new Answer(304, tagged.headers, NOTHING) : tagged;
  }

  private static String tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
