package io.openoms.postgresql.type;

import java.util.List;

/**
 * A type as PostgreSQL's catalog describes it; of a domain its base type. Immutable.
 *
 * @param schema the schema of the type
 * @param name its name in the catalog, such as {@code int4} or {@code bpchar}
 * @param kind the catalog's {@code typtype}: {@code b} for base types, {@code e} for enums, {@code
 *     c} for composites, {@code r} and {@code m} for ranges
 * @param isArray whether it is an array
 * @param modifier the catalog's {@code typmod}: length or digits, −1 when there is none
 * @param text the type as {@code format_type} writes it
 * @param labels the labels of an enum, in order
 */
public record NativeType(
    String schema,
    String name,
    char kind,
    boolean isArray,
    int modifier,
    String text,
    List<String> labels) {

  public NativeType {
    labels = List.copyOf(labels);
  }
}
