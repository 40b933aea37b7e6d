package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.binlog.mysql.error.BinlogError;
import io.openoms.core.error.EngineError;
import io.openoms.dashboard.error.DashboardError;
import io.openoms.error.ApiError;
import io.openoms.error.ErrorCode;
import io.openoms.event.WarningCode;
import io.openoms.flink.FlinkError;
import io.openoms.hbase.error.HBaseError;
import io.openoms.hbase.error.PeerError;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.oceanbase.binlog.BinlogServiceError;
import io.openoms.oceanbase.capture.CaptureError;
import io.openoms.postgresql.error.LogError;
import io.openoms.postgresql.error.PostgreSqlError;
import io.openoms.tidb.error.ChangefeedError;
import io.openoms.tidb.error.TiDbError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/errors.md} has each error and each warning: its meaning as its Javadoc says, and its
 * remedy. {@code -Dopenoms.docs.write=true} writes the page anew.
 */
class ErrorsPageTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/errors.md");
  private static final Pattern CONSTANT =
      Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s+([A-Z][A-Z_]+)\\(", Pattern.DOTALL);

  @Test
  void thePageHasEachErrorAndEachWarning() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# Errors and warnings");
    lines.add("");
    lines.add(
        "Each error has a stable code. Errors of the categories `transient`, `unreachable`,"
            + " `contention` and `overload` are retried by the engine; the others end the step. A"
            + " run whose first attempt to open an endpoint ends as `unreachable` ends at once."
            + " Messages name phase, object and position.");
    errors(lines, "The engine", EngineError.values(), "oms-core");
    errors(lines, "Databases", JdbcError.values(), "oms-jdbc");
    errors(lines, "Binary logs", BinlogError.values(), "oms-binlog-mysql");
    errors(lines, "PostgreSQL", PostgreSqlError.values(), "oms-connector-pg");
    errors(lines, "TiDB", TiDbError.values(), "oms-connector-tidb");
    errors(lines, "HBase", HBaseError.values(), "oms-connector-hbase");
    errors(lines, "HBase's changes", PeerError.values(), "oms-connector-hbase");
    errors(lines, "OceanBase's triggers", CaptureError.values(), "oms-sink-oceanbase");
    errors(lines, "OceanBase's Binlog Service", BinlogServiceError.values(), "oms-sink-oceanbase");
    errors(lines, "PostgreSQL's log", LogError.values(), "oms-connector-pg");
    errors(lines, "TiDB's changefeeds", ChangefeedError.values(), "oms-connector-tidb");
    errors(lines, "The page", DashboardError.values(), "oms-dashboard");
    errors(lines, "Flink", FlinkError.values(), "oms-flink");
    errors(lines, "The configuration", ApiError.values(), "oms-api");
    lines.addAll(
        List.of("", "## Warnings", "", "| code | meaning | what to do |", "|---|---|---|"));
    Map<String, String> meanings = meanings(WarningCode.class, "oms-api");
    for (WarningCode code : WarningCode.values()) {
      lines.add(row(code.name(), meanings.get(code.name()), code.remedy()));
    }
    String page = String.join("\n", lines) + "\n";
    if (Boolean.getBoolean("openoms.docs.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  /** No enum of errors is forgotten. */
  @Test
  void allEnumsOfErrorsAreOnThePage() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<String> enums =
          files
              .filter(file -> file.toString().contains("src/main/java"))
              .filter(file -> !file.toString().contains("oms-testkit"))
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> read(file).contains("implements ErrorCode {"))
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .toList();
      assertThat(enums)
          .containsExactlyInAnyOrder(
              "ApiError",
              "EngineError",
              "JdbcError",
              "BinlogError",
              "CaptureError",
              "BinlogServiceError",
              "PostgreSqlError",
              "TiDbError",
              "HBaseError",
              "PeerError",
              "LogError",
              "ChangefeedError",
              "DashboardError",
              "FlinkError");
    }
  }

  private static <E extends Enum<E> & ErrorCode> void errors(
      List<String> lines, String title, E[] codes, String module) throws IOException {
    lines.addAll(
        List.of(
            "",
            "## " + title,
            "",
            "| code | category | meaning | what to do |",
            "|---|---|---|---|"));
    Map<String, String> meanings = meanings(codes[0].getDeclaringClass(), module);
    for (E code : codes) {
      assertThat(code.remedy()).as(code.name()).isNotBlank();
      String category = code.category().name().toLowerCase(Locale.ROOT);
      lines.add(row(code.name(), category, meanings.get(code.name()), code.remedy()));
    }
  }

  private static String row(String code, String... cells) {
    assertThat(cells).as(code).doesNotContainNull();
    Function<String, String> plain = cell -> cell.replace("|", "\\|");
    return "| `"
        + code
        + "` | "
        + String.join(" | ", Arrays.stream(cells).map(plain).toList())
        + " |";
  }

  /** The Javadoc of each constant. */
  private static Map<String, String> meanings(Class<?> type, String module) throws IOException {
    Path file =
        ROOT.resolve(module)
            .resolve("src/main/java")
            .resolve(type.getName().replace('.', '/') + ".java");
    Map<String, String> meanings = new HashMap<>();
    Matcher constant = CONSTANT.matcher(Files.readString(file));
    while (constant.find()) {
      String text = constant.group(1).replaceAll("\\{@\\w+ ([^}]*)}", "`$1`");
      meanings.put(constant.group(2), text.replaceAll("\\s*\\*?\\s+", " ").strip());
    }
    return meanings;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
