package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.MigrationProject;
import io.openoms.ObjectName;
import io.openoms.error.ConfigurationException;
import io.openoms.testkit.memory.MemoryEndpoint;
import io.openoms.testkit.memory.MemoryServer;
import io.openoms.testkit.memory.MemoryTables;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool's own behaviour needs no database: servers in memory play both ends. */
class MoveTest {

  private static final ObjectName ITEM = new ObjectName("shop", "item");

  @TempDir private Path spool;
  private final MemoryServer from = new MemoryServer();
  private final MemoryServer to = new MemoryServer();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void fill() {
    from.create(
        MemoryTables.table("shop", "item").number("id").text("name").primaryKey("id").define());
    from.write(w -> w.insert(ITEM, 1, "pen").insert(ITEM, 2, "ink"));
  }

  @Test
  void aMoveEndsWithZeroAndTellsItsPhases() throws Exception {
    assertThat(move("shop.*")).isEqualTo(Move.DONE);
    assertThat(to.rows(ITEM)).hasSize(2).isEqualTo(from.rows(ITEM));
    assertThat(lines()).contains("schema completed", "full completed", "shop: COMPLETED");
  }

  @Test
  void whatTheChecksFindKeepsItFromStarting() throws Exception {
    assertThat(move("nothing.*")).isEqualTo(Move.REFUSED);
    assertThat(lines()).contains("nothing.*").doesNotContain("running");
  }

  @Test
  void aJobWithFaultsNamesAllOfThem() {
    assertThatThrownBy(() -> MoveTool.project(new Properties(), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("name takes 1 to 64 characters")
        .hasMessageContaining("source: ")
        .hasMessageContaining("sink: ");
  }

  private int move(String objects) throws InterruptedException {
    MigrationProject project =
        MigrationProject.builder("shop")
            .source(new MemoryEndpoint(from))
            .sink(new MemoryEndpoint(to))
            .objects(o -> o.include(objects))
            .phases(p -> p.schema().full().incremental(i -> i.spoolDirectory(spool)))
            .build();
    return new Move(project, new PrintStream(said, true)).run(Duration.ofSeconds(30));
  }

  private String lines() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
