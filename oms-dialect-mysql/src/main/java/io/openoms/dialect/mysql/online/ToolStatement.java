package io.openoms.dialect.mysql.online;

import io.openoms.ObjectName;
import io.openoms.dialect.mysql.alter.RenamePairs;
import io.openoms.dialect.mysql.online.ToolStep.Kind;
import io.openoms.dialect.mysql.parse.DdlSyntaxException;
import io.openoms.dialect.mysql.parse.TokenReader;
import io.openoms.dialect.mysql.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a statement as a step of a tool's work. One use, one thread. */
public final class ToolStatement {

  /** A server logs a statement with its comments. */
  private static final Pattern SIGNED = Pattern.compile("/\\*\\s*gh-ost\\s*\\*/");

  /** Of a trigger's statement no table is compared. */
  private static final ObjectName NO_TABLE = new ObjectName("-", "-");

  private final TokenReader reader;
  private final String database;
  private final ObjectName table;
  private final boolean isSigned;

  private ToolStatement(String sql, String database, ObjectName table) {
    this.reader = new TokenReader(sql);
    this.database = database;
    this.table = table;
    this.isSigned = SIGNED.matcher(sql).find();
  }

  /**
   * The step that a statement may be in the work on a table; empty when it is none, or is not
   * understood.
   *
   * @param database the session's database, for names without one
   */
  public static Optional<ToolStep> read(String sql, String database, ObjectName table) {
    try {
      return new ToolStatement(sql, database, table).read();
    } catch (DdlSyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The trigger that a statement creates or drops, by its name and the table's or database's; empty
   * when it does not, or the trigger is no tool's.
   *
   * @param database the session's database
   */
  public static Optional<ObjectName> trigger(String sql, String database) {
    if (!sql.contains("pt_osc_")) {
      return Optional.empty();
    }
    return read(sql, database, NO_TABLE)
        .filter(step -> step.kind() == Kind.TRIGGER_CREATED || step.kind() == Kind.TRIGGER_DROPPED)
        .map(step -> step.names().get(0))
        .filter(name -> !ToolNames.triggered(name.name()).isEmpty());
  }

  private Optional<ToolStep> read() {
    if (reader.accept("create")) {
      return create();
    }
    if (reader.accept("drop")) {
      return drop();
    }
    if (reader.accept("truncate")) {
      reader.accept("table");
      return step(Kind.CHANGED, name());
    }
    if (reader.accept("rename", "table") || reader.accept("rename", "tables")) {
      return renamed(RenamePairs.read(reader, database));
    }
    return reader.accept("alter") ? alter() : Optional.empty();
  }

  private ObjectName name() {
    return RenamePairs.name(reader, database);
  }

  private Optional<ToolStep> create() {
    while (!reader.atEnd()) {
      if (reader.accept("table")) {
        reader.accept("if", "not", "exists");
        ObjectName name = name();
        return step(like() ? Kind.CREATED_LIKE : Kind.CREATED, name);
      }
      if (reader.accept("trigger")) {
        reader.accept("if", "not", "exists");
        return trigger();
      }
      if (reader.accept("index")) {
        return index();
      }
      reader.next();
    }
    return Optional.empty();
  }

  private boolean like() {
    boolean isInside = reader.acceptSymbol('(');
    return reader.accept("like")
        && name().equals(table)
        && (!isInside || reader.acceptSymbol(')'))
        && reader.atEnd();
  }

  private Optional<ToolStep> trigger() {
    ObjectName trigger = name();
    while (!reader.atEnd() && !reader.accept("on")) {
      reader.next();
    }
    ObjectName on = name();
    Set<String> mentioned = new TreeSet<>();
    while (!reader.atEnd()) {
      Token token = reader.next();
      if (token.isName() && ToolNames.isToCome(token.text(), on.name())) {
        mentioned.add(token.text());
      }
    }
    return Optional.of(
        new ToolStep(
            Kind.TRIGGER_CREATED,
            List.of(new ObjectName(on.database(), trigger.name()), on),
            mentioned,
            Optional.empty(),
            isSigned));
  }

  private Optional<ToolStep> index() {
    while (!reader.atEnd() && !reader.accept("on")) {
      reader.next();
    }
    return step(Kind.CHANGED, name());
  }

  private Optional<ToolStep> drop() {
    if (reader.accept("trigger")) {
      reader.accept("if", "exists");
      return step(Kind.TRIGGER_DROPPED, name());
    }
    if (reader.accept("index")) {
      return index();
    }
    if (!reader.acceptAny("table", "tables")) {
      return Optional.empty();
    }
    reader.accept("if", "exists");
    List<ObjectName> names = new ArrayList<>(List.of(name()));
    while (reader.acceptSymbol(',')) {
      names.add(name());
    }
    return step(Kind.DROPPED, names.toArray(ObjectName[]::new));
  }

  private Optional<ToolStep> alter() {
    while (reader.acceptAny("online", "offline", "ignore")) {
      // They say how, not what.
    }
    if (!reader.accept("table")) {
      return Optional.empty();
    }
    reader.accept("if", "exists");
    ObjectName name = name();
    boolean isRename =
        reader.isNext("rename")
            && !reader.isNext("rename", "column")
            && !reader.isNext("rename", "index")
            && !reader.isNext("rename", "key");
    if (!isRename) {
      return step(Kind.CHANGED, name);
    }
    reader.next();
    if (!reader.acceptAny("to", "as")) {
      reader.acceptSymbol('=');
    }
    ObjectName to = name();
    return reader.atEnd()
        ? renamed(new RenamePairs(List.of(new RenamePairs.Pair(name, to))))
        : step(Kind.CHANGED, name);
  }

  private Optional<ToolStep> renamed(RenamePairs pairs) {
    List<ObjectName> names = new ArrayList<>();
    for (RenamePairs.Pair pair : pairs.pairs()) {
      names.add(pair.from());
      names.add(pair.to());
    }
    return Optional.of(new ToolStep(Kind.RENAMED, names, Set.of(), Optional.of(pairs), isSigned));
  }

  private Optional<ToolStep> step(Kind kind, ObjectName... names) {
    return Optional.of(new ToolStep(kind, List.of(names), Set.of(), Optional.empty(), isSigned));
  }
}
