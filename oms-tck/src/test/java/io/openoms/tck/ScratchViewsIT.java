package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.ObjectSelection;
import io.openoms.Phases;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.Servers;
import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.Death;
import io.openoms.testkit.fault.Faults;
import io.openoms.testkit.fault.FaultyEndpoint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine that dies while it compares a view leaves one at the sink; it does not stay there. */
class ScratchViewsIT {

  private static final String HELPER = "oms_view_";

  private final TestedPair pair = Pairs.intoOceanBase(Servers.mysql97());
  private final DatabaseServer to = pair.sink().server();
  private final String database = TestedPair.newName("scratch");
  private final Death death = new Death(() -> {});

  @BeforeEach
  void create() throws Exception {
    pair.source()
        .server()
        .execute(
            "CREATE DATABASE " + database,
            "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v INT)",
            "INSERT INTO " + database + ".t VALUES (1, 2)",
            "CREATE VIEW " + database + ".a AS SELECT id FROM " + database + ".t WHERE v > 1",
            "CREATE VIEW " + database + ".b AS SELECT v FROM " + database + ".t");
    assertThat(run(project(database, o -> {}, p -> p.schema().full())).isComplete()).isTrue();
  }

  @AfterEach
  void drop() {
    pair.drop(database);
  }

  @Test
  void theNextRunDropsItAlsoWhereItComparesNothing() throws Exception {
    die(database, p -> p.schema().full().verification());
    MigrationProject next = project(database, o -> {}, p -> p.schema().full());
    assertThat(run(next).isComplete()).isTrue();
    assertThat(views()).containsExactly("a", "b");
  }

  /** Its name tells the project, so it need not be known which view it was made for. */
  @Test
  void soItDoesWhenTheViewHasLeftTheProject() throws Exception {
    die(database, p -> p.schema().full().verification());
    MigrationProject next =
        project(database, o -> o.exclude(database + ".a", database + ".b"), p -> p.schema().full());
    assertThat(run(next).isComplete()).isTrue();
    assertThat(views()).containsExactly("a", "b");
  }

  /** Objects of a project that only compares are not stored. */
  @Test
  void releaseDropsItAlsoOfAProjectThatOnlyCompares() throws Exception {
    String compares = database + "_v";
    die(compares, p -> p.verification());
    assertThat(project(database, o -> {}, p -> p.schema().full()).release()).isTrue();
    assertThat(views()).as("another project's").hasSize(3);
    assertThat(project(compares, o -> {}, p -> p.verification()).release()).isTrue();
    assertThat(views()).containsExactly("a", "b");
  }

  private void die(String name, Consumer<Phases.Builder> phases) throws Exception {
    MigrationProject.Builder dying = builder(name, o -> {}, phases);
    Endpoint sink =
        new FaultyEndpoint(pair.sink().endpoint(), atHelper(), death, new AtomicInteger());
    assertThat(run(dying.sink(sink).build()).error())
        .hasValueSatisfying(error -> assertThat(error.toString()).contains("FAULT_ENGINE_DEAD"));
    assertThat(views()).hasSize(3).anyMatch(view -> view.startsWith(HELPER));
  }

  /** The engine is dead once the sink has made the view. */
  private Faults atHelper() {
    return new Faults() {
      @Override
      public void after(Call call) {
        if (call.name().equals("SchemaTarget.execute")
            && views().stream().anyMatch(view -> view.startsWith(HELPER))) {
          death.at(call);
        }
      }
    };
  }

  private MigrationProject project(
      String name, Consumer<ObjectSelection.Builder> objects, Consumer<Phases.Builder> phases) {
    return builder(name, objects, phases).sink(pair.sink().endpoint()).build();
  }

  private MigrationProject.Builder builder(
      String name, Consumer<ObjectSelection.Builder> objects, Consumer<Phases.Builder> phases) {
    return MigrationProject.builder(name)
        .source(pair.source().endpoint())
        .objects(o -> objects.accept(o.include(database + ".*")))
        .phases(phases);
  }

  private static MigrationResult run(MigrationProject project) throws InterruptedException {
    return TestedPair.run(project);
  }

  private List<String> views() {
    List<String> views = new ArrayList<>();
    try (Connection connection = to.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name FROM information_schema.views WHERE table_schema = '"
                    + database
                    + "' ORDER BY table_name")) {
      while (rows.next()) {
        views.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return views;
  }
}
