package io.openoms.binlog.mysql.reader;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.Identifiers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of which others are made up (MRG_MYISAM). Stateless. */
final class MergeTables {

  private static final String NAME = "`((?:[^`]|``)+)`";
  private static final Pattern PART = Pattern.compile("(?:" + NAME + "\\.)?" + NAME);
  private static final String UNION = " UNION=(";

  private MergeTables() {}

  /** Each part of a table that the account may see, with one table that it is a part of. */
  static Map<ObjectName, ObjectName> of(Connection connection) throws SQLException {
    Map<ObjectName, ObjectName> parts = new HashMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (ObjectName whole : wholes(statement)) {
        try (ResultSet row =
            statement.executeQuery("SHOW CREATE TABLE " + Identifiers.quote(whole))) {
          row.next();
          parts(whole, row.getString(2)).forEach(part -> parts.put(part, whole));
        }
      }
    }
    return parts;
  }

  private static List<ObjectName> wholes(Statement statement) throws SQLException {
    List<ObjectName> wholes = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT table_schema, table_name FROM information_schema.tables"
                + " WHERE engine = 'MRG_MYISAM'")) {
      while (rows.next()) {
        wholes.add(new ObjectName(rows.getString(1), rows.getString(2)));
      }
    }
    return wholes;
  }

  /** The names behind the last UNION, where no name and no comment can hold another one. */
  static List<ObjectName> parts(ObjectName whole, String shown) {
    List<ObjectName> parts = new ArrayList<>();
    int at = shown.lastIndexOf(UNION);
    Matcher part = PART.matcher(at < 0 ? "" : shown.substring(at + UNION.length()));
    while (part.find()) {
      String database = Optional.ofNullable(part.group(1)).orElse(whole.database());
      parts.add(new ObjectName(plain(database), plain(part.group(2))));
    }
    return parts;
  }

  private static String plain(String quoted) {
    return quoted.replace("``", "`");
  }
}
