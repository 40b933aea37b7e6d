package io.openoms.tck.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openoms.testkit.TestServerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Chromium without a window, with one page, driven by its own protocol. One thread. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String LISTENING = "DevTools listening on ";

  private final Path profile;
  private final Process process;
  private final DevTools tools;

  private Browser(Path profile, Process process, DevTools tools) {
    this.profile = profile;
    this.process = process;
    this.tools = tools;
  }

  /** Starts Debian's Chromium. */
  static Browser start() {
    try {
      Path profile = Files.createTempDirectory("openoms-browser");
      Process process =
          new ProcessBuilder(
                  "chromium",
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--no-first-run",
                  "--remote-debugging-port=0",
                  "--user-data-dir=" + profile,
                  "about:blank")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Browser(profile, process, DevTools.connect(address(process)));
    } catch (IOException e) {
      throw new TestServerException(
          "Chromium does not start; get it with: apt-get install chromium", e);
    }
  }

  private static URI address(Process process) throws IOException {
    BufferedReader errors = process.errorReader();
    String line = errors.readLine();
    while (line != null && !line.startsWith(LISTENING)) {
      line = errors.readLine();
    }
    if (line == null) {
      throw new IOException("it ended before it listened");
    }
    return URI.create(line.substring(LISTENING.length()));
  }

  void size(int width, int height) {
    tools.send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void dark(boolean dark) {
    tools.send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  void open(URI url) {
    tools.send("Page.navigate", Map.of("url", url.toString()));
  }

  /** What an expression gives; a promise is waited for. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        tools.send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    assertThat(answer.path("exceptionDetails").toString()).as(expression).isEmpty();
    return answer.path("result").path("value");
  }

  /** Waits until an expression is true; while the page loads it may fail. */
  void await(String expression) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isTrue(expression)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "never true: " + expression + "\n" + evaluate("document.body.innerText").asText());
      }
      pause();
    }
  }

  private boolean isTrue(String expression) {
    return tools
        .send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
        .path("result")
        .path("value")
        .asBoolean();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Presses a key as a person does. */
  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      tools.send(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              key,
              "code",
              key,
              "windowsVirtualKeyCode",
              key.equals("Tab") ? 9 : key.equals("Escape") ? 27 : 13,
              "text",
              type.equals("keyDown") && key.equals("Enter") ? "\r" : ""));
    }
  }

  /** Writes what is seen to a file. */
  void screenshot(Path file) {
    JsonNode shot = tools.send("Page.captureScreenshot", Map.of("format", "png"));
    try {
      Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the page threw, and what the browser refused to load or run. */
  List<String> complaints() {
    return tools.complaints();
  }

  @Override
  public void close() {
    tools.close();
    // Its children write into the profile for a while after their parent has ended.
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    all.forEach(Browser::end);
    remove(profile);
  }

  private static void end(ProcessHandle one) {
    try {
      one.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      one.destroyForcibly();
      one.onExit().join();
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
