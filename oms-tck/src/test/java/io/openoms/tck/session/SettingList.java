package io.openoms.tck.session;

import io.openoms.binlog.mysql.reader.BinlogChangeLog;
import io.openoms.jdbc.mysql.connection.SessionSettings;
import io.openoms.jdbc.session.SessionSetting;
import io.openoms.mysql.MySql;
import io.openoms.oceanbase.OceanBase;
import io.openoms.postgresql.connection.PostgreSqlSettings;
import io.openoms.tidb.TiDb;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

/** The lists of settings as the product has them, read from its classes. Stateless. */
enum SettingList {
  MYSQL("MySQL and MariaDB", MySql.class, "MySqlSettings"),
  OCEANBASE("OceanBase", OceanBase.class, "OceanBaseSettings"),
  TIDB("TiDB", TiDb.class, "TiDbSettings"),
  POSTGRESQL("PostgreSQL", PostgreSqlSettings.class, "PostgreSqlSettings");

  private final String title;
  private final Class<?> beside;
  private final String name;

  SettingList(String title, Class<?> beside, String name) {
    this.title = title;
    this.beside = beside;
    this.name = name;
  }

  String title() {
    return title;
  }

  /** What sessions at such a server have. */
  List<SessionSetting> all() {
    try {
      Field field = Class.forName(beside.getPackageName() + "." + name).getDeclaredField("ALL");
      return settings(open(field).get(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those that are this product's own, not its family's. */
  List<SessionSetting> own() {
    return all().stream().filter(setting -> !family().contains(setting)).toList();
  }

  /** What sessions at every server of MySQL's family have. */
  static List<SessionSetting> family() {
    return SessionSettings.with(List.of());
  }

  /** The statements that set variables in the session that reads a binary log. */
  static List<String> ofTheLog() {
    try {
      Method method = BinlogChangeLog.class.getDeclaredMethod("settings", String.class);
      List<?> statements = (List<?>) open(method).invoke(null, "CRC32");
      return statements.stream()
          .map(String.class::cast)
          .filter(sql -> sql.startsWith("SET SESSION "))
          .toList();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The lists are no part of the API, so their classes are not public. */
  private static <M extends AccessibleObject> M open(M member) {
    member.setAccessible(true);
    return member;
  }

  private static List<SessionSetting> settings(Object list) {
    return ((List<?>) list).stream().map(SessionSetting.class::cast).toList();
  }

  /** Those that a server with these variables has. */
  List<SessionSetting> heldBy(Set<String> variables) {
    return all().stream()
        .filter(setting -> variables.contains(setting.name()))
        .filter(setting -> setting.with().map(variables::contains).orElse(true))
        .filter(setting -> setting.without().filter(variables::contains).isEmpty())
        .toList();
  }
}
