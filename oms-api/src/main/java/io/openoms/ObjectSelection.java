package io.openoms;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which objects a project moves, under which names, and which of their rows and columns. Immutable.
 *
 * @param includes the rules; an object that any of them covers is selected
 * @param excludes patterns; an object that any of them covers is left out
 * @param renames source name to target name; wins over the renaming of a rule
 * @param filters source table to the SQL condition that its rows must meet
 * @param columns source table to the columns that are moved, in that order
 * @param tables which of the tables that the rules cover
 * @param ignoresCase whether case does not count in names, as at the source; the keys of the maps
 *     are folded then
 */
public record ObjectSelection(
    List<IncludeRule> includes,
    List<TablePattern> excludes,
    Map<ObjectName, ObjectName> renames,
    Map<ObjectName, String> filters,
    Map<ObjectName, List<String>> columns,
    TableChoice tables,
    boolean ignoresCase) {

  public ObjectSelection {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
    renames = Map.copyOf(renames);
    filters = Map.copyOf(filters);
    columns =
        columns.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
  }

  /**
   * The same selection at a source to which case does not count in names.
   *
   * @throws IllegalArgumentException when two of its keys are one name there
   */
  public ObjectSelection ignoringCase() {
    return new ObjectSelection(
        includes.stream().map(IncludeRule::ignoringCase).toList(),
        excludes.stream().map(TablePattern::ignoringCase).toList(),
        folded("map", renames),
        folded("where", filters),
        folded("columns", columns),
        tables,
        true);
  }

  /**
   * The same selection at a source where a name can stand for several tables: a rule or a renaming
   * that names it is one of each of them.
   *
   * @param parts the tables that a name stands for; none for the name of a table
   */
  public ObjectSelection withParts(Function<ObjectName, List<ObjectName>> parts) {
    Map<ObjectName, ObjectName> renamed = new LinkedHashMap<>();
    renames.forEach(
        (source, target) -> {
          List<ObjectName> tables = parts.apply(source);
          tables.forEach(part -> renamed.put(part, partOf(target, source, part)));
          if (tables.isEmpty()) {
            renamed.putIfAbsent(source, target);
          }
        });
    return new ObjectSelection(
        includes.stream().flatMap(rule -> rule.parts(parts)).toList(),
        excludes.stream().flatMap(pattern -> pattern.parts(parts)).toList(),
        renamed,
        filters,
        columns,
        tables,
        ignoresCase);
  }

  /** The name of a part at the sink: the rest of its own name follows the target's. */
  static ObjectName partOf(ObjectName target, ObjectName source, ObjectName part) {
    return new ObjectName(
        target.database(), target.name() + part.name().substring(source.name().length()));
  }

  /** The same selection with objects added and taken out, each under the name that it has. */
  public ObjectSelection changed(Collection<SelectionChange> changes) {
    ObjectSelection changed = this;
    for (SelectionChange change : changes) {
      changed =
          change.kind() == SelectionChange.Kind.ADDED
              ? changed.with(change.object())
              : changed.without(change.object());
    }
    return changed;
  }

  /** The object may be gone by the next start; that is not a fault of the selection. */
  private ObjectSelection with(ObjectName object) {
    List<IncludeRule> rules = new ArrayList<>(includes);
    if (!covers(object)) {
      rules.add(IncludeRule.of(object, object, false).inFuture());
    }
    return new ObjectSelection(rules, excludes, renames, filters, columns, tables, ignoresCase);
  }

  private ObjectSelection without(ObjectName object) {
    List<TablePattern> left = new ArrayList<>(excludes);
    if (covers(object)) {
      left.add(TablePattern.exactly(object));
    }
    return new ObjectSelection(
        includes,
        left,
        without(object, renames),
        without(object, filters),
        without(object, columns),
        tables,
        ignoresCase);
  }

  private static <V> Map<ObjectName, V> without(ObjectName object, Map<ObjectName, V> map) {
    Map<ObjectName, V> rest = new LinkedHashMap<>(map);
    rest.keySet().remove(object);
    return rest;
  }

  private static <V> Map<ObjectName, V> folded(String key, Map<ObjectName, V> map) {
    Map<ObjectName, V> folded = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          if (folded.put(name.folded(), value) != null) {
            throw new IllegalArgumentException(
                key + " names " + name.folded() + " twice: case does not count at the source");
          }
        });
    return folded;
  }

  /** A name at the source as the keys of the maps have it. */
  public ObjectName key(ObjectName object) {
    return ignoresCase ? object.folded() : object;
  }

  /** Whether a rule includes the object, though another one may exclude it. */
  public boolean isIncluded(ObjectName object) {
    return includes.stream().anyMatch(rule -> rule.pattern().matches(object));
  }

  /** Whether the object is selected. */
  public boolean covers(ObjectName object) {
    return isIncluded(object) && excludes.stream().noneMatch(pattern -> pattern.matches(object));
  }

  /** The name that a selected object gets at the sink. */
  public ObjectName targetOf(ObjectName object) {
    ObjectName renamed = renames.get(key(object));
    if (renamed != null) {
      return renamed;
    }
    return ruleOf(object).map(rule -> rule.targetOf(object)).orElse(object);
  }

  /** Whether an object may share its target with others: the rule that covers it says so. */
  public boolean isMerged(ObjectName object) {
    return !renames.containsKey(key(object))
        && ruleOf(object).map(IncludeRule::merging).orElse(false);
  }

  private Optional<IncludeRule> ruleOf(ObjectName object) {
    return includes.stream().filter(rule -> rule.pattern().matches(object)).findFirst();
  }

  /** The condition that the rows of a table must meet, if there is one. */
  public Optional<String> filterOf(ObjectName table) {
    return Optional.ofNullable(filters.get(key(table)));
  }

  /** The columns of a table that are moved, if only some are. */
  public Optional<List<String>> columnsOf(ObjectName table) {
    return Optional.ofNullable(columns.get(key(table)));
  }

  /**
   * What of a table is moved, as a text that is the same for the same filter and columns, and only
   * then; empty for all of it.
   */
  public String scopeOf(ObjectName table) {
    String rows = filterOf(table).map(filter -> "where " + filter).orElse("");
    return rows + columnsOf(table).map(names -> " columns " + names).orElse("");
  }

  /** Collects the selection; faults are kept for {@code build()}. Not thread-safe. */
  public static final class Builder {
    private final List<IncludeRule> includes = new ArrayList<>();
    private final List<TablePattern> excludes = new ArrayList<>();
    private final Map<ObjectName, ObjectName> renames = new LinkedHashMap<>();
    private final Map<ObjectName, String> filters = new LinkedHashMap<>();
    private final Map<ObjectName, List<String>> columns = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private TableChoice tables = TableChoice.ALL;

    Builder() {}

    /**
     * Selects what the rules cover: {@code "shop.*"}, {@code "crm.client*"}, or with a new name
     * {@code "shop.*=sales.*"}, {@code "shop.orders=sales.orders"}. Wildcards as in {@link
     * TablePattern}. A pattern with wildcards and one table as target, {@code
     * "shop.orders_*=shop.orders"}, brings the rows of all its tables into that one, as {@link
     * #merge} does. A rule that covers nothing is an error when the project starts.
     */
    public Builder include(String... rules) {
      for (String rule : rules) {
        collect(() -> includes.add(IncludeRule.parse(rule)));
      }
      return this;
    }

    /** Selects as {@link #include} does, by rules that may cover nothing now. */
    public Builder future(String... rules) {
      for (String rule : rules) {
        collect(() -> includes.add(IncludeRule.parse(rule).inFuture()));
      }
      return this;
    }

    /**
     * Brings the rows of several tables into one: {@code merge("shop.orders", "shop_1.orders",
     * "shop_2.orders")}. Their columns and keys must agree. Rows whose keys collide are met by the
     * {@link ConflictPolicy} as those that were at the sink before. Rules out the reverse
     * direction.
     *
     * @param sources tables or patterns
     */
    public Builder merge(String target, String... sources) {
      for (String source : sources) {
        collect(
            () -> {
              ObjectName name = ObjectName.parse(target);
              includes.add(
                  new IncludeRule(
                      TablePattern.parse(source),
                      Optional.of(name.database()),
                      Optional.of(name.name()),
                      true,
                      false));
            });
      }
      return this;
    }

    /**
     * Selects the objects of a list in comma-separated values (RFC 4180) with the columns of
     * OceanBase Migration Service, named in the first line: {@code source_database, source_table,
     * target_database, target_table, column_mapping, row_filter}. Names are exact, without
     * wildcards; an empty target is the source's name; a column mapping is the list of columns that
     * are moved. Rows with one target bring the rows of their tables into one. {@link
     * MigrationPlan#objectsAsCsv()} writes such a list.
     */
    public Builder csv(String text) {
      List<ObjectCsv.Entry> entries =
          ObjectCsv.read(text, fault -> faults.add("objects: " + fault));
      Map<ObjectName, Long> sharing =
          entries.stream()
              .collect(Collectors.groupingBy(ObjectCsv.Entry::target, Collectors.counting()));
      for (ObjectCsv.Entry entry : entries) {
        boolean merging = sharing.getOrDefault(entry.target(), 0L) > 1;
        includes.add(IncludeRule.of(entry.source(), entry.target(), merging));
        if (!entry.columns().isEmpty()) {
          columns.put(entry.source(), entry.columns());
        }
        if (!entry.filter().isBlank()) {
          filters.put(entry.source(), entry.filter());
        }
      }
      return this;
    }

    /** Which of the tables that the rules cover are moved; default {@link TableChoice#ALL}. */
    public Builder tables(TableChoice choice) {
      this.tables = choice;
      return this;
    }

    /** Leaves out what the patterns cover. */
    public Builder exclude(String... patterns) {
      for (String pattern : patterns) {
        collect(() -> excludes.add(TablePattern.parse(pattern)));
      }
      return this;
    }

    /** Gives one object another name at the sink: {@code map("shop.orders", "sales.orders")}. */
    public Builder map(String source, String target) {
      collect(() -> put(renames, source, ObjectName.parse(target), "map"));
      return this;
    }

    /**
     * Moves only those rows of a table that meet an SQL condition, written for the source. It is
     * evaluated in the time zone +00:00 and without SQL modes that change how it is read.
     */
    public Builder where(String table, String condition) {
      collect(() -> put(filters, table, nonBlank(condition, "where " + table), "where"));
      return this;
    }

    /** Moves only these columns of a table. */
    public Builder columns(String table, String... names) {
      collect(() -> put(columns, table, List.of(names), "columns"));
      return this;
    }

    private static String nonBlank(String text, String what) {
      if (text.isBlank()) {
        throw new IllegalArgumentException(what + ": the condition is empty");
      }
      return text;
    }

    private static <V> void put(Map<ObjectName, V> map, String table, V value, String what) {
      if (map.putIfAbsent(ObjectName.parse(table), value) != null) {
        throw new IllegalArgumentException(what + " names " + table + " twice");
      }
    }

    private void collect(Runnable step) {
      try {
        step.run();
      } catch (IllegalArgumentException fault) {
        faults.add("objects: " + fault.getMessage());
      }
    }

    List<String> faults() {
      List<String> all = new ArrayList<>(faults);
      if (includes.isEmpty() && faults.isEmpty()) {
        all.add("objects: nothing is included; see objects(o -> o.include(\"shop.*\"))");
      }
      return all;
    }

    ObjectSelection build() {
      return new ObjectSelection(includes, excludes, renames, filters, columns, tables, false);
    }
  }
}
