package io.openoms.jdbc.session;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** How the variables of a session are read and set, in a server's own SQL. Thread-safe. */
public interface SettingStatements {

  /**
   * Asks a server which variables it has. Blocks.
   *
   * @param statement a statement of the session; this call lifts limits that would cut its answer
   *     short, and sets them back
   */
  Variables variables(Statement statement) throws SQLException;

  /** A query of one row: the server's version, then the value of each variable. */
  String question(List<SessionSetting> settings);

  /** The statements that set the variables, in the order in which they must run. */
  List<String> assignments(Collection<SessionSetting> settings);

  /** Variables that change when others are assigned; a session gets them back, too. */
  default List<SessionSetting> companions() {
    return List.of();
  }

  /** The assignment of one variable, for a message. */
  String assignment(SessionSetting setting);

  /**
   * Whether an error of the {@linkplain #question question} means that it must be asked anew, after
   * {@link #variables}: a variable is unknown here, or a limit of time ended the query.
   */
  boolean mustAskAgain(SQLException error);

  /**
   * The variables of one server. Immutable.
   *
   * @param version the server's version, as the question gives it
   * @param names the variables, in lower case
   */
  record Variables(String version, Set<String> names) {

    public Variables {
      names = Set.copyOf(names);
    }
  }
}
