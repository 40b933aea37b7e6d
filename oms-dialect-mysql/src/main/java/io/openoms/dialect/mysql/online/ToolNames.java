package io.openoms.dialect.mysql.online;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that tools of online changes give to what they keep beside a table. A name that a tool
 * had to cut, since it would have more than 64 characters, is not known. Stateless.
 *
 * <p>gh-ost: {@code _t_gho} (the table to come), {@code _t_ghc} (its own log), {@code _t_del} (the
 * table that was). pt-online-schema-change: {@code _t_new} and {@code _t_old} with one to ten
 * underscores, and triggers {@code pt_osc_database_t_del}, {@code _upd} and {@code _ins}. spirit:
 * {@code _t_new}, {@code _t_chkpnt} and {@code _t_old}.
 */
public final class ToolNames {

  /** The ends of the names of tables that stand beside another one while a tool works. */
  private static final Pattern BESIDE = Pattern.compile("_.+_(gho|ghc|new|chkpnt)");

  private static final Pattern OF_TOOL =
      Pattern.compile("_.+_(gho|ghc|del|new|chkpnt|old)|_.+_old_\\d{8}_\\d{6}");

  private static final Pattern TRIGGER = Pattern.compile("pt_osc_.+_(del|upd|ins)");
  private static final int MOST_UNDERSCORES = 10;
  private static final int LONGEST_PREFIX = 60;

  private ToolNames() {}

  /**
   * The tables beside which a table of that name may stand; empty for a name that no tool gives.
   */
  public static List<String> tables(String name) {
    List<String> found = new ArrayList<>();
    Matcher matcher = BESIDE.matcher(name);
    if (matcher.matches()) {
      String rest = name.substring(0, name.length() - matcher.group(1).length() - 1);
      int most = matcher.group(1).equals("new") ? MOST_UNDERSCORES : 1;
      for (int i = 1; i <= most && rest.length() > i && rest.charAt(i - 1) == '_'; i++) {
        found.add(rest.substring(i));
      }
    }
    return found;
  }

  /** Whether a table of that name may come into the place of the other one. */
  public static boolean isToCome(String name, String table) {
    return tables(name).contains(table) && (name.endsWith("_gho") || name.endsWith("_new"));
  }

  /** Whether a tool gives such a name to a table that is to come, to one that went, or its own. */
  public static boolean isOfTool(String name) {
    return OF_TOOL.matcher(name).matches();
  }

  /** The table without which a tool's other one of that name is none; empty for one of no tool. */
  public static Optional<String> companion(String name, String table) {
    if (name.equals("_" + table + "_gho")) {
      return Optional.of(log(table));
    }
    if (name.equals(log(table))) {
      return Optional.of("_" + table + "_gho");
    }
    if (name.equals("_" + table + "_new")) {
      return Optional.of(checkpoint(table));
    }
    return name.equals(checkpoint(table)) ? Optional.of("_" + table + "_new") : Optional.empty();
  }

  static String log(String table) {
    return "_" + table + "_ghc";
  }

  static String checkpoint(String table) {
    return "_" + table + "_chkpnt";
  }

  /** Whether a table that went may have that name. */
  static boolean isGone(String name, String table) {
    String quoted = Pattern.quote(table);
    return name.matches("_" + quoted + "(_\\d{14})?_del")
        || name.matches("_{1,10}" + quoted + "_old")
        || name.matches("_" + quoted + "_old_\\d{8}_\\d{6}");
  }

  /** What a trigger of that name does, such as {@code del}; empty for one of no tool. */
  static String triggered(String trigger) {
    Matcher matcher = TRIGGER.matcher(trigger);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** Whether a trigger of a tool is that table's. */
  public static boolean isTriggerOf(String trigger, String database, String table) {
    String prefix = ("pt_osc_" + database + "_" + table).replaceAll("[^\\p{L}\\p{N}_]", "_");
    int length = Math.min(prefix.length(), LONGEST_PREFIX);
    String kind = triggered(trigger);
    return !kind.isEmpty() && trigger.equals(prefix.substring(0, length) + "_" + kind);
  }
}
