package io.openoms.jdbc.mysql.precheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What SHOW GRANTS says, read leniently: lines that are not understood are remembered as such, and
 * what they give is unknown. Immutable.
 */
public final class Grants {

  private static final String PART = "(`(?:[^`]|``)+`|\\*|[^`.\\s]+)";
  private static final Pattern LINE =
      Pattern.compile(
          "(GRANT|REVOKE) (.+?) ON (?:TABLE )?" + PART + "\\." + PART + " (?:TO|FROM) .*",
          Pattern.DOTALL);

  /** GRANT ALL, or ALL PRIVILEGES. */
  private static final String ALL = "ALL";

  private record Line(
      boolean given, Set<String> privileges, Pattern database, Pattern table, boolean whole) {

    boolean has(String privilege) {
      return privileges.contains(privilege) || privileges.contains(ALL);
    }
  }

  private final List<Line> lines;
  private final boolean complete;

  private Grants(List<Line> lines, boolean complete) {
    this.lines = List.copyOf(lines);
    this.complete = complete;
  }

  /** Reads the lines of SHOW GRANTS. */
  public static Grants of(List<String> texts) {
    List<Line> lines = new ArrayList<>();
    boolean complete = true;
    for (String text : texts) {
      Matcher matcher = LINE.matcher(text);
      if (matcher.matches()) {
        lines.add(line(matcher));
      } else {
        // A role, or what a later version says; PROXY lines give nothing on tables.
        complete &= text.startsWith("GRANT PROXY ");
      }
    }
    return new Grants(lines, complete);
  }

  /** Whether every line was understood, so that what is not given is missing indeed. */
  public boolean isComplete() {
    return complete;
  }

  /** Whether a privilege is given on a table. */
  public boolean covers(String privilege, String database, String table) {
    boolean covered = false;
    for (Line line : lines) {
      boolean applies =
          line.has(privilege)
              && line.database().matcher(database).matches()
              && line.table().matcher(table).matches();
      if (applies && !line.given()) {
        return false;
      }
      covered |= applies;
    }
    return covered;
  }

  /** Whether a privilege is given on all tables of a database, also those that are not there. */
  public boolean coversDatabase(String privilege, String database) {
    return new Grants(lines.stream().filter(Line::whole).toList(), complete)
        .covers(privilege, database, "");
  }

  private static Line line(Matcher matcher) {
    String table = matcher.group(4);
    return new Line(
        matcher.group(1).equals("GRANT"),
        privileges(matcher.group(2)),
        pattern(matcher.group(3), table.equals("*")),
        pattern(table, false),
        table.equals("*"));
  }

  /** Column privileges, as {@code SELECT (a, b)}, are not counted: they are not the table's. */
  private static Set<String> privileges(String text) {
    String names = text.toUpperCase(Locale.ROOT).replaceAll("[A-Z ]+\\([^)]*\\)", "");
    return Stream.of(names.split(",", -1))
        .map(String::strip)
        .map(name -> name.startsWith(ALL) ? ALL : name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Names in grants on whole databases are patterns: {@code _} and {@code %}, escaped by a \. */
  private static Pattern pattern(String quoted, boolean wildcards) {
    if (quoted.equals("*")) {
      return Pattern.compile(".*", Pattern.DOTALL);
    }
    String name =
        quoted.startsWith("`")
            ? quoted.substring(1, quoted.length() - 1).replace("``", "`")
            : quoted;
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (wildcards && c == '\\' && i + 1 < name.length()) {
        i++;
        regex.append(Pattern.quote(name.substring(i, i + 1)));
      } else if (wildcards && (c == '%' || c == '_')) {
        regex.append(c == '%' ? ".*" : ".");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
