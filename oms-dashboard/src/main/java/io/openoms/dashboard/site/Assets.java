package io.openoms.dashboard.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of the page, by path; no other file can be asked for. Immutable. */
final class Assets {

  private static final String FOLDER = "/io/openoms/dashboard/page/";
  private static final List<String> FILES =
      List.of(
          "index.html",
          "style.css",
          "actions.js",
          "app.js",
          "chart.js",
          "dom.js",
          "format.js",
          "grid.js",
          "icon.svg",
          "poll.js",
          "tabs/indexes.js",
          "tabs/object.js",
          "tabs/objects.js",
          "tabs/overview.js",
          "tabs/performance.js",
          "tabs/switchover.js",
          "tabs/tables.js",
          "tabs/verification.js",
          "vendor/uplot/LICENSE",
          "vendor/uplot/uPlot.iife.min.js",
          "vendor/uplot/uPlot.min.css");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final Map<String, Answer> files = new HashMap<>();

  Assets() {
    FILES.forEach(file -> files.put("/" + file, Answer.of(200, type(file), read(file))));
  }

  Optional<Answer> file(String path) {
    return Optional.ofNullable(files.get(path.equals("/") ? "/index.html" : path));
  }

  private static String type(String file) {
    String ending = file.substring(file.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(ending, "text/plain; charset=utf-8");
  }

  private static byte[] read(String file) {
    try (InputStream in = Assets.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("the page's file " + file + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
