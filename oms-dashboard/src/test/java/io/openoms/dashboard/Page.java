package io.openoms.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A client of a page that sends what a test wants, also what no browser would. One thread. */
final class Page {

  private final URI url;
  private String cookie = "";

  Page(URI url) {
    this.url = url;
  }

  /** A page that was entered with the token, as a browser does. */
  static Page entered(Dashboard dashboard) {
    Page page = new Page(dashboard.url());
    page.enter();
    return page;
  }

  /**
   * An answer.
   *
   * @param headers by their names in small letters
   */
  record Answer(int status, Map<String, String> headers, String body) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  Answer enter() {
    Answer answer = get(url.getPath() + "?" + url.getQuery());
    cookie = answer.header("set-cookie").split(";", -1)[0];
    return answer;
  }

  Answer get(String path) {
    return send("GET", path, Map.of());
  }

  Answer get(String path, Map<String, String> headers) {
    return send("GET", path, headers);
  }

  /** A request with the cookie and the right host, unless the headers say otherwise. */
  Answer send(String method, String path, Map<String, String> headers) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Host", url.getAuthority());
    all.put("Cookie", cookie);
    all.put("Connection", "close");
    all.putAll(headers);
    String head =
        all.entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
            .collect(Collectors.joining());
    try (Socket socket = connect()) {
      String request = method + " " + path + " HTTP/1.1\r\n" + head + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection that has sent half a request. */
  Socket stalled() throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static Answer read(String text) {
    String[] parts = text.split("\r\n\r\n", 2);
    String[] lines = parts[0].split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] header = lines[i].split(": ", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
    return new Answer(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, parts[1]);
  }
}
