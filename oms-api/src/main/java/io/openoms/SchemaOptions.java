package io.openoms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Options of the schema phase. Immutable.
 *
 * @param createDatabases whether databases missing at the sink are created; default true
 * @param collations source table to its columns' names to the collation of the sink that they get;
 *     empty by default, so the engine chooses
 */
public record SchemaOptions(
    boolean createDatabases, Map<ObjectName, Map<String, String>> collations) {

  public SchemaOptions {
    collations =
        collations.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Map.copyOf(e.getValue())));
  }

  /** The defaults. */
  public static SchemaOptions defaults() {
    return new SchemaOptions(true, Map.of());
  }

  /** The collations that are asked for in a table, by column. */
  public Map<String, String> collationsOf(ObjectName table) {
    return collations.getOrDefault(table, Map.of());
  }

  /** Collects the options; not thread-safe. */
  public static final class Builder {
    private boolean createDatabases = true;
    private final Map<ObjectName, Map<String, String>> collations = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    Builder() {}

    /** Whether databases missing at the sink are created; default true. */
    public Builder createDatabases(boolean create) {
      this.createDatabases = create;
      return this;
    }

    /**
     * Gives a text column that collation at the sink, whatever the source has: {@code
     * collation("shop.customer", "email", "utf8mb4_bin")}. Its character set comes with it.
     */
    public Builder collation(String table, String column, String collation) {
      try {
        ObjectName name = ObjectName.parse(table);
        if (collations.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(column, collation)
            != null) {
          faults.add("collation names " + table + "." + column + " twice");
        }
      } catch (IllegalArgumentException fault) {
        faults.add("collation: " + fault.getMessage());
      }
      return this;
    }

    List<String> faults() {
      return faults;
    }

    SchemaOptions build() {
      return new SchemaOptions(createDatabases, collations);
    }
  }
}
