package io.openoms.spi.data;

import io.openoms.ObjectName;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a conversion must know beyond the definition. Immutable when its functions are.
 *
 * @param collations column to the collation of the target that the caller wants for it
 * @param collisions asks the source whether rows would be equal in a unique key, were those columns
 *     compared under those collations of the target; blocks as long as a look at all rows takes
 * @param names name at the source to name at the target, for every table and view that is named in
 *     a definition; objects outside of the project keep theirs
 */
public record ConversionContext(
    Map<String, String> collations,
    BiFunction<IndexDefinition, Map<String, String>, KeyCollisions> collisions,
    Function<ObjectName, ObjectName> names) {

  public ConversionContext {
    collations = Map.copyOf(collations);
  }
}
