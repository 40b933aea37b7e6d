package io.openoms.dialect.mysql.parse;

import java.util.Optional;

/**
 * The options of a table that its definition holds, as far as a statement gives them. Immutable.
 *
 * @param characterSet its default character set
 * @param collation its default collation
 * @param comment its comment
 * @param engine its storage engine
 */
public record TableOptions(
    Optional<String> characterSet,
    Optional<String> collation,
    Optional<String> comment,
    Optional<String> engine) {

  /**
   * Reads options to the end; those of storage are passed over.
   *
   * @throws DdlSyntaxException when they are not understood, or something else is among them
   */
  public static TableOptions read(TokenReader reader) {
    TableParts parts = new TableParts("");
    // No comment that anybody writes.
    String none = "\0";
    parts.comment = none;
    new TableOptionsParser(reader, parts).read();
    if (parts.partitioning.isPresent() || !parts.features.isEmpty()) {
      throw new DdlSyntaxException("has partitions or versions among its options");
    }
    return new TableOptions(
        Optional.ofNullable(parts.characterSet),
        Optional.ofNullable(parts.collation),
        Optional.of(parts.comment).filter(comment -> !comment.equals(none)),
        Optional.ofNullable(parts.engine));
  }
}
