package io.openoms.tck.tidb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.error.MigrationException;
import io.openoms.jdbc.connection.ConnectionSettings;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.jdbc.mysql.connection.FamilyProfile;
import io.openoms.jdbc.mysql.endpoint.FamilyServer;
import io.openoms.spi.EndpointOptions;
import io.openoms.spi.EndpointSession;
import io.openoms.spi.WriteGate;
import io.openoms.tck.TestedPair;
import io.openoms.testkit.ServerType;
import io.openoms.testkit.tidb.TiDbStandIn;
import io.openoms.tidb.TiDb;
import io.openoms.tidb.TiDbTraits;
import io.openoms.tidb.gate.ClusterWrites;
import io.openoms.tidb.gate.SuperReadOnlyGate;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps applications from writing to a stand-in for TiDB, and what does not. */
class TiDbWriteGateIT {

  private static final String OWN = "oms_gate";

  private final String database = TestedPair.newName("tigate");
  private final TiDbStandIn front = TiDbStandIn.before(ServerType.MYSQL_97.get().shared());

  @BeforeEach
  void create() {
    front.execute(
        "DROP USER IF EXISTS " + OWN,
        "CREATE USER " + OWN,
        "GRANT ALL ON *.* TO " + OWN,
        "CREATE DATABASE " + database,
        "CREATE TABLE " + database + ".t (id INT PRIMARY KEY)");
  }

  @AfterEach
  void drop() {
    front.global("tidb_super_read_only", "0");
    front.execute("DROP DATABASE " + database, "DROP DATABASE IF EXISTS " + state());
    front.close();
  }

  private String state() {
    return database + "_state";
  }

  private EndpointSession session() {
    return TiDb.at(front.jdbcUrl())
        .credentials(OWN, "")
        .open(new EndpointOptions(database, 3, state()));
  }

  private void exempt() {
    front.execute("GRANT RESTRICTED_REPLICA_WRITER_ADMIN ON *.* TO " + OWN);
  }

  private void insert(int id) {
    front.execute("INSERT INTO " + database + ".t VALUES (" + id + ")");
  }

  @Test
  void aFrozenClusterRefusesStatementsAndCommits() throws Exception {
    try (EndpointSession session = session();
        Connection open = front.connect(database);
        Connection idle = front.connect(database);
        Statement sql = open.createStatement();
        Statement reads = idle.createStatement()) {
      open.setAutoCommit(false);
      idle.setAutoCommit(false);
      sql.execute("INSERT INTO t VALUES (1)");
      reads.executeQuery("SELECT * FROM t").close();
      WriteGate gate = session.writeGate().orElseThrow();
      String before = gate.look();
      assertThat(gate.holds(true)).isEmpty();
      gate.freeze(true);
      assertThat(gate.holds(true)).isPresent();
      assertThatThrownBy(() -> insert(2)).hasMessageContaining("read-only");
      assertThatThrownBy(open::commit)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("read-only");
      assertThatCode(idle::commit).doesNotThrowAnyException();
      gate.freeze(true);
      assertThat(gate.look()).isEqualTo("ON");
      gate.thaw(before);
      insert(3);
      assertThat(MovedFeed.number(front, "SELECT SUM(id) FROM " + database + ".t")).isEqualTo(3);
    }
  }

  @Test
  void ownWritesPassByTheirPrivilegeAlone() {
    try (EndpointSession session = session()) {
      WriteGate gate = session.writeGate().orElseThrow();
      gate.freeze(true);
      assertThat(gate.passOwn()).as("not exempt, so everybody may write").isFalse();
      insert(1);
      assertThatThrownBy(() -> gate.freeze(false))
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("RESTRICTED_REPLICA_WRITER_ADMIN");
      gate.thaw("OFF");
      exempt();
      gate.freeze(false);
      assertThat(gate.passOwn()).isTrue();
      assertThatThrownBy(() -> insert(2)).hasMessageContaining("read-only");
      session.stateStore().orElseThrow().prepare();
    }
  }

  /** A gate of its own, with shorter times. */
  private void freeze(ClusterWrites writes) {
    TiDbTraits traits = new TiDbTraits();
    try (FamilyServer server =
        FamilyServer.open(
            ConnectionSettings.at(front.jdbcUrl()).credentials(OWN, ""),
            new EndpointOptions(database, 3, state()),
            FamilyProfile.of(List.of(traits.errors()), List.of()),
            traits)) {
      new SuperReadOnlyGate(server.connections(), writes, state()).freeze(true);
    }
  }

  private static Duration time(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void commitsAreSeen(int looks) {
    for (int look = 0; look < looks; look++) {
      int one = look;
      front.insteadOnce(
          sql -> one >= 0 && sql.contains("cluster_tidb_trx"), "SELECT '10.0.0.1:10080', 477");
    }
  }

  @Test
  void commitsThatAreUnderWayAreWaitedFor() {
    ClusterWrites writes = new ClusterWrites(Duration.ZERO, Duration.ofMillis(600));
    commitsAreSeen(10);
    assertThat(time(() -> freeze(writes))).isGreaterThan(Duration.ofMillis(200 + 10 * 20));
    commitsAreSeen(100);
    assertThatThrownBy(() -> freeze(writes))
        .isInstanceOfSatisfying(
            MigrationException.class,
            error -> {
              assertThat(error.code()).isEqualTo(JdbcError.COMMITS_HELD);
              assertThat(error).hasMessageContaining("10.0.0.1:10080 477");
            });
  }

  @Test
  void aClusterOfSeveralServersIsGivenTheTimeToTellThem() {
    front.servers(3);
    ClusterWrites writes = new ClusterWrites(Duration.ofSeconds(2), Duration.ofSeconds(1));
    assertThat(time(() -> freeze(writes))).isGreaterThan(Duration.ofSeconds(2));
    assertThat(ClusterWrites.usual().spread())
        .as("TiDB reads its variables every 30 s")
        .isGreaterThan(Duration.ofSeconds(30));
  }

  @Test
  void olderClustersHaveNoGate() {
    try (TiDbStandIn old =
            TiDbStandIn.before(ServerType.MYSQL_97.get().shared(), "5.7.25-TiDB-v6.1.7");
        EndpointSession session =
            TiDb.at(old.jdbcUrl())
                .credentials(OWN, "")
                .open(new EndpointOptions(database, 3, state()))) {
      assertThat(session.writeGate()).isEmpty();
    }
  }
}
