package io.openoms.testkit.junit;

import static io.openoms.testkit.ServerType.MARIADB;
import static io.openoms.testkit.ServerType.MYSQL_56;
import static io.openoms.testkit.ServerType.MYSQL_80;
import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.openoms.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

@WithServers
@Thorough
class ServerParametersIT {

  private static final Set<String> SEEN = new TreeSet<>();

  @AfterAll
  static void eachOfTheFamilyWasGiven() {
    assertThat(SEEN).containsExactly("11.4", "8.0.", "9.7.");
  }

  @ParameterizedTest
  @MySqlFamily
  void theFamilyIsGivenBesideAParameter(
      DatabaseServer source, @Server(OCEANBASE) DatabaseServer sink) {
    assertThat(sink.version()).contains("OceanBase");
    SEEN.add(source.version().substring(0, 4));
  }

  @Test
  void eachKindIsGivenAndIsTheSameEachTime(
      @Server(OCEANBASE) DatabaseServer kernel,
      @Server(OCEANBASE) DatabaseServer again,
      @Server(MARIADB) DatabaseServer mariaDb) {
    assertThat(kernel.version()).contains("OceanBase");
    assertThat(again.port()).isEqualTo(kernel.port());
    assertThat(mariaDb.version()).contains("MariaDB");
  }

  @Test
  void serverDefaultsAreTheServersOwn(
      @Server(value = MYSQL_97, serverDefaults = true) DatabaseServer mysql97,
      @Server(value = MYSQL_80, serverDefaults = true) DatabaseServer mysql80,
      @Server(value = MYSQL_56, serverDefaults = true) DatabaseServer mysql56,
      @Server(value = MARIADB, serverDefaults = true) DatabaseServer mariaDb)
      throws Exception {
    for (DatabaseServer mysql : new DatabaseServer[] {mysql97, mysql80}) {
      assertThat(ask(mysql, "SELECT @@binlog_row_metadata")).isEqualTo("MINIMAL");
      assertThat(ask(mysql, "SELECT @@gtid_mode")).isEqualTo("OFF");
    }
    assertThat(ask(mysql56, "SELECT @@gtid_mode")).isEqualTo("OFF");
    assertThat(ask(mariaDb, "SELECT @@binlog_row_metadata")).isEqualTo("NO_LOG");
  }

  private static String ask(DatabaseServer server, String sql) throws Exception {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
