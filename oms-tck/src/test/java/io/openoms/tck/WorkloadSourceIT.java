package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.tck.workload.Feature;
import io.openoms.tck.workload.Workload;
import io.openoms.tck.workload.WorkloadOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.MySqlFamily;
import io.openoms.testkit.junit.Seed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;

/** The workload itself: each feature happens, and the log holds what is meant to be in it. */
class WorkloadSourceIT {

  private static final long SEED = Seed.ofTheDay();

  @ParameterizedTest
  @MySqlFamily
  void everyFeatureHappens(DatabaseServer server) throws Exception {
    String database = TestedPair.newName("load");
    Set<Feature> features = Feature.of(server);
    WorkloadOptions options =
        WorkloadOptions.of(SEED, features).withTransactions(250).withLarge(1_000, 100);
    server.execute("FLUSH BINARY LOGS");
    try (Workload workload = new Workload(server, database, options)) {
      workload.create();
      workload.start();
      workload.await();
      System.out.println(server.version() + " " + workload);
      assertThat(workload.counts()).containsOnlyKeys(features);
      assertThat(workload.transactions()).isGreaterThan(3 * 250 * 9 / 10);
      Set<String> events = events(server);
      if (features.contains(Feature.PARTIAL_JSON)) {
        assertThat(events).contains("Update_rows_partial", "Transaction_payload");
      }
      assertThat(events).anyMatch(type -> type.toLowerCase(Locale.ROOT).contains("xa"));
    } finally {
      server.execute("DROP DATABASE IF EXISTS " + database);
    }
  }

  /** The types of events in the last log file. */
  private static Set<String> events(DatabaseServer server) throws SQLException {
    Set<String> types = new HashSet<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      String file = "";
      try (ResultSet files = statement.executeQuery("SHOW BINARY LOGS")) {
        while (files.next()) {
          file = files.getString(1);
        }
      }
      try (ResultSet events = statement.executeQuery("SHOW BINLOG EVENTS IN '" + file + "'")) {
        while (events.next()) {
          types.add(events.getString("Event_type"));
        }
      }
    }
    return types;
  }
}
