package io.openoms.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openoms.error.MigrationException;
import io.openoms.jdbc.error.JdbcError;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.spi.Endpoint;
import io.openoms.spi.EndpointOptions;
import io.openoms.testkit.DatabaseServer;
import io.openoms.testkit.ServerSpec;
import io.openoms.testkit.Servers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A session of this library has the settings that its statements rest on, or is not used. */
class SessionSettingsIT {

  private static final EndpointOptions OPTIONS = new EndpointOptions("settings", 2, "oms_state");
  private static final Map<String, String> FAMILY =
      Map.ofEntries(
          Map.entry("sql_select_limit", "9223372036854775807"),
          Map.entry("sql_auto_is_null", "0"),
          Map.entry("sql_safe_updates", "0"),
          Map.entry("net_write_timeout", "86400"),
          Map.entry("net_read_timeout", "30"),
          Map.entry("wait_timeout", "28800"),
          Map.entry("completion_type", "NO_CHAIN"),
          Map.entry("autocommit", "1"),
          Map.entry("unique_checks", "1"),
          Map.entry("sql_quote_show_create", "1"));
  private static final Map<String, String> SERVERS =
      Map.ofEntries(
          Map.entry("time_zone", "+00:00"),
          Map.entry("transaction_isolation", "REPEATABLE-READ"),
          Map.entry("transaction_read_only", "0"),
          Map.entry("max_join_size", "18446744073709551615"),
          Map.entry("sql_big_selects", "1"),
          Map.entry("max_sort_length", "1024"),
          Map.entry("lock_wait_timeout", "86400"),
          Map.entry("innodb_lock_wait_timeout", "50"),
          Map.entry("default_storage_engine", "InnoDB"),
          Map.entry("sql_mode", "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES"));
  private static final Map<String, String> MYSQL =
      Map.of(
          "max_execution_time", "0",
          "collation_connection", "utf8mb4_0900_ai_ci",
          "show_create_table_verbosity", "0",
          "show_gipk_in_create_table_and_information_schema", "1");
  private static final Map<String, String> MARIADB =
      Map.of(
          "max_statement_time", "0.0",
          "collation_connection", "utf8mb4_general_ci",
          "character_set_collations", "",
          "idle_transaction_timeout", "0",
          "old_mode", "",
          "check_constraint_checks", "1");
  private static final Map<String, String> OCEANBASE =
      Map.of(
          "transaction_isolation", "READ-COMMITTED",
          "time_zone", "+00:00",
          "max_execution_time", "0",
          "ob_query_timeout", "86400000000",
          "explicit_defaults_for_timestamp", "1",
          "ob_read_consistency", "STRONG",
          "sql_mode", "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES");

  static Stream<Arguments> servers() {
    Function<DataSource, Endpoint> mySql = MySql::from;
    Function<DataSource, Endpoint> oceanBase = OceanBase::from;
    return Stream.of(
        Arguments.of(Servers.mysql97().withServerDefaults(), mySql, with(SERVERS, MYSQL)),
        Arguments.of(HostileSettingsIT.mariaDb(), mySql, with(SERVERS, MARIADB)),
        Arguments.of(Servers.oceanBase(), oceanBase, OCEANBASE));
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aSessionHasEachSettingWhateverTheServerSays(
      ServerSpec spec, Function<DataSource, Endpoint> endpoint, Map<String, String> own)
      throws Exception {
    DatabaseServer server = spec.hostile().shared();
    Map<String, String> expected = with(FAMILY, own);
    try (Connection session = plain(server)) {
      Map<String, String> before = variables(session, expected.keySet());
      List<Map<String, String>> seen = new ArrayList<>();
      Connection watched = watched(session, () -> seen.add(variables(session, expected.keySet())));
      endpoint.apply(always(watched)).open(OPTIONS).close();
      Map<String, String> atWork =
          seen.stream().min(Comparator.comparingLong(now -> wrong(now, expected))).orElseThrow();
      assertThat(expected)
          .allSatisfy((name, value) -> assertThat(flags(atWork, name)).isEqualTo(flags(value)));
      assertThat(wrong(before, expected))
          .as("settings that were others before")
          .isGreaterThan(expected.size() * 3L / 4);
      assertThat(variables(session, expected.keySet())).as("given back").isEqualTo(before);
    }
  }

  /** How many settings are not as they must be. */
  private static long wrong(Map<String, String> now, Map<String, String> expected) {
    return expected.keySet().stream().filter(name -> differs(name, now, expected)).count();
  }

  private static boolean differs(
      String name, Map<String, String> before, Map<String, String> expected) {
    return !flags(before, name).equals(flags(expected.get(name)));
  }

  @Test
  void aSettingThatIsIgnoredIsNamed() throws Exception {
    DatabaseServer server = Servers.mysql97().shared();
    try (Connection session = plain(server)) {
      MySql deaf = MySql.from(always(deaf(session, "SET SESSION")));
      assertThatThrownBy(() -> deaf.open(OPTIONS))
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> assertThat(e.code()).isEqualTo(JdbcError.SESSION_SETTING_IGNORED))
          .hasMessageContaining("was told SET SESSION")
          .hasMessageContaining("still shows");
    }
  }

  private static Connection plain(DatabaseServer server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
  }

  private static Map<String, String> variables(Connection session, Set<String> names)
      throws SQLException {
    Map<String, String> variables = new HashMap<>();
    try (Statement statement = session.createStatement()) {
      for (String name : names) {
        try (ResultSet row = statement.executeQuery("SELECT @@SESSION." + name)) {
          assertThat(row.next()).isTrue();
          variables.put(name, row.getString(1));
        }
      }
    }
    return variables;
  }

  private static String flags(Map<String, String> variables, String name) {
    return flags(variables.get(name));
  }

  private static String flags(String value) {
    return String.join(",", Stream.of(value.split(",", -1)).sorted().toList());
  }

  private static DataSource always(Connection connection) {
    return (DataSource)
        Proxy.newProxyInstance(
            SessionSettingsIT.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> connection);
  }

  /** Looks at a session. */
  private interface Look {
    void look() throws SQLException;
  }

  /** A connection that stays open when it is given back; each of its statements is looked at. */
  private static Connection watched(Connection connection, Look look) {
    return (Connection)
        Proxy.newProxyInstance(
            SessionSettingsIT.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("createStatement")) {
                look.look();
              }
              return method.getName().equals("close") ? null : call(method, connection, arguments);
            });
  }

  /** A connection behind a proxy that answers some statements itself. */
  private static Connection deaf(Connection connection, String beginning) {
    return (Connection)
        Proxy.newProxyInstance(
            SessionSettingsIT.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object made = call(method, connection, arguments);
              return made instanceof Statement statement ? deaf(statement, beginning) : made;
            });
  }

  private static Statement deaf(Statement statement, String beginning) {
    return (Statement)
        Proxy.newProxyInstance(
            SessionSettingsIT.class.getClassLoader(),
            new Class<?>[] {Statement.class},
            (proxy, method, arguments) ->
                method.getName().equals("execute")
                        && String.valueOf(arguments[0]).startsWith(beginning)
                    ? false
                    : call(method, statement, arguments));
  }

  private static Object call(Method method, Object on, Object[] arguments) throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
