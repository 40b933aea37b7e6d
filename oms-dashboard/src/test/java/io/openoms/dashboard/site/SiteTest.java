package io.openoms.dashboard.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openoms.MigrationProject;
import io.openoms.dashboard.journal.WatchedRun;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page's answers without anything that carries them. */
class SiteTest {

  private static final Path FILES = Path.of("src/main/resources/io/openoms/dashboard/page");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WatchedRun watched = new WatchedRun(project());
  private final Site site = new Site("shop", () -> Optional.of(watched), Optional.empty());
  private final String cookie = enter();

  private static MigrationProject project() {
    return MigrationProject.builder("shop")
        .source(new MemoryEndpoint(new MemoryServer()))
        .sink(new MemoryEndpoint(new MemoryServer()))
        .objects(o -> o.include("shop.*"))
        .phases(p -> p.schema().full())
        .build();
  }

  private String enter() {
    String token = site.url("localhost").getQuery().substring("token=".length());
    Answer entered = site.answer(request("GET", "/", Map.of("token", token), ""));
    return entered.headers().getOrDefault("Set-Cookie", "").split(";", -1)[0];
  }

  private static Request request(
      String method, String path, Map<String, String> query, String cookie) {
    Map<String, String> headers = Map.of("Host", "localhost", "Cookie", cookie);
    return new Request(method, path, query, name -> Optional.ofNullable(headers.get(name)));
  }

  private Answer get(String path, Map<String, String> query) {
    return site.answer(request("GET", path, query, cookie));
  }

  @Test
  void eachFileOfThePageIsServedAndNoOther() throws IOException {
    try (Stream<Path> files = Files.walk(FILES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = "/" + FILES.relativize(file);
        assertThat(get(path, Map.of()).body()).as(path).isEqualTo(Files.readAllBytes(file));
      }
    }
    for (String path : List.of("/../site/Site.class", "//etc/passwd", "/tabs", "/index.html/")) {
      assertThat(get(path, Map.of()).status()).as(path).isEqualTo(404);
    }
  }

  /** With the policy of the answers, what would run as markup or code is named here. */
  @Test
  void thePagesOwnFilesInsertTextsAsTexts() throws IOException {
    try (Stream<Path> files = Files.walk(FILES)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(js|html)")).toList()) {
        if (!file.toString().contains("vendor")) {
          assertThat(Files.readString(file))
              .as(file.toString())
              .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
              .doesNotContainPattern(
                  "\\beval\\(|new Function|style=|\\son\\w+=\"|https?://(?!www.w3)");
        }
      }
    }
  }

  @Test
  void aThousandTablesAreQuick() throws IOException {
    watched.started(new FakeRun(1000));
    tables();
    long began = System.nanoTime();
    JsonNode view = tables();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(view.path("tables")).hasSize(1000);
    assertThat(view.at("/tables/999/rows").asInt()).isEqualTo(999);
  }

  private JsonNode tables() throws IOException {
    return JSON.readTree(get("/api/run", Map.of("tab", "tables")).body());
  }

  @Test
  void otherMethodsAreRefused() {
    for (String method : List.of("PUT", "DELETE", "OPTIONS", "TRACE", "get")) {
      Answer answer = site.answer(request(method, "/api/run", Map.of("tab", "tables"), cookie));
      assertThat(answer.status()).as(method).isEqualTo(405);
    }
  }
}
