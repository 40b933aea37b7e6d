package io.openoms.spi.data;

/**
 * A table's definition as its endpoint writes it. Opaque to the engine, which stores it in the
 * schema history and gives it back to an endpoint of the same kind, perhaps years and versions
 * later; it is not compared and not executed. Immutable.
 *
 * @param text the endpoint's own form, beginning with its kind and a version, such as {@code
 *     create-table/1 …}
 */
public record DefinitionText(String text) {}
