package io.openoms.tck;

import static io.openoms.testkit.ServerType.MYSQL_97;
import static io.openoms.testkit.ServerType.OCEANBASE;
import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.openoms.ConflictPolicy;
import io.openoms.MigrationProject;
import io.openoms.MigrationResult;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.junit.Server;
import io.openoms.testkit.junit.WithServers;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JDBC's escapes are letters of names, over our own connections and over the caller's. */
@WithServers
class JdbcEscapesIT {

  private static final String TABLE = "`{fn victim}`";
  private static final String COLUMN = "`{d '2024-01-01'}`";

  private final DatabaseServer from;
  private final DatabaseServer to;
  private @TempDir Path spool;

  @RegisterExtension final TestDatabase database;

  JdbcEscapesIT(@Server(MYSQL_97) DatabaseServer from, @Server(OCEANBASE) DatabaseServer to) {
    this.from = from;
    this.to = to;
    this.database = new TestDatabase("escapes", from, to);
  }

  @BeforeEach
  void create() {
    String table = TABLE + " (id INT PRIMARY KEY, " + COLUMN + " VARCHAR(20), KEY k (" + COLUMN;
    for (DatabaseServer server : new DatabaseServer[] {from, to}) {
      server.execute(
          "CREATE DATABASE " + database.name(),
          "CREATE TABLE " + database.name() + "." + table + "))",
          "INSERT INTO " + database.name() + "." + TABLE + " VALUES (1, '{fn now()}')");
    }
    to.execute(
        "CREATE TABLE " + database.name() + ".victim (id INT PRIMARY KEY)",
        "INSERT INTO " + database.name() + ".victim VALUES (4711)");
    from.execute("INSERT INTO " + database.name() + "." + TABLE + " VALUES (2, NULL)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void namesThatLookLikeEscapesStayWhatTheyAre(boolean callers) throws Exception {
    MigrationProject project =
        MigrationProject.builder(database.name())
            .source(callers ? MySql.from(dataSource(from)) : own(MySql.at(from.jdbcUrl()), from))
            .sink(callers ? OceanBase.from(dataSource(to)) : own(OceanBase.at(to.jdbcUrl()), to))
            .stateSchema("{fn " + database.name() + "}")
            .objects(o -> o.include(database.name() + ".*"))
            .phases(
                p ->
                    p.schema()
                        .full(f -> f.conflict(ConflictPolicy.TRUNCATE))
                        .incremental(i -> i.untilCaughtUp().spoolDirectory(spool)))
            .build();
    try {
      assertArrives(TestedPair.run(project));
      from.execute(
          "UPDATE " + database.name() + "." + TABLE + " SET " + COLUMN + " = '{d x}' WHERE id = 2",
          "INSERT INTO " + database.name() + "." + TABLE + " VALUES (3, '{t z}')");
      assertArrives(TestedPair.run(project));
    } finally {
      to.execute("DROP DATABASE IF EXISTS `{fn " + database.name() + "}`");
    }
  }

  private void assertArrives(MigrationResult result) throws Exception {
    assertThat(result.error()).isEmpty();
    assertThat(result.objects()).allSatisfy(object -> assertThat(object.error()).isEmpty());
    new SqlComparison(from, to, database.name()).assertSameRows(TABLE, "*");
    try (Connection sink = to.connect()) {
      assertThat(TableDigest.rows(sink, database.name() + ".victim", "id = 4711")).hasSize(1);
    }
  }

  private static Endpoint own(MySql endpoint, DatabaseServer server) {
    return endpoint.credentials(server.user(), server.password());
  }

  private static Endpoint own(OceanBase endpoint, DatabaseServer server) {
    return endpoint.credentials(server.user(), server.password());
  }

  private static MysqlDataSource dataSource(DatabaseServer server) {
    MysqlDataSource source = new MysqlDataSource();
    source.setUrl(server.jdbcUrl());
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }
}
