package io.openoms.tidb.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TiDB writes into a comment of a statement, since MySQL's grammar lacks it: {@code
 * /*T![feature] CLAUSE *}{@code /}, or a mark in plain words. Immutable.
 *
 * @param feature what the clause belongs to; empty when it does not say
 * @param clause the clause, or the words of the mark
 * @param isClause whether it is a clause, which TiDB itself reads as SQL
 */
record Attribute(String feature, String clause, boolean isClause) {

  /** Older versions name the version from which on it counts, in place of a feature. */
  private static final Pattern CLAUSE =
      Pattern.compile("/\\*T!(?:\\[([^\\]]*)]|\\d*)(.*)\\*/", Pattern.DOTALL);

  private static final Pattern FROM_BEFORE_FEATURES =
      Pattern.compile("(SHARD_ROW_ID_BITS|PRE_SPLIT_REGIONS|AUTO_RANDOM|AUTO_ID_CACHE)\\b.*");

  /**
   * The attribute in a comment.
   *
   * @param comment the whole comment
   */
  static Attribute of(String comment) {
    Matcher clause = CLAUSE.matcher(comment);
    return clause.matches()
        ? new Attribute(
            Optional.ofNullable(clause.group(1)).orElse(""), clause.group(2).strip(), true)
        : new Attribute("", comment.substring(2, comment.length() - 2).strip(), false);
  }

  /** Whether no row is held to the foreign key before it, as to those from before TiDB 6.6. */
  boolean isInvalidForeignKey() {
    return !isClause && clause.equals("FOREIGN KEY INVALID");
  }

  /** Whether the index before it is none, but one that somebody tries out in a session. */
  boolean isOfTrial() {
    return !isClause && clause.equals("HYPO INDEX");
  }

  /** Whether the index before it is over all partitions at once. */
  boolean isGlobalIndex() {
    return isClause && clause.equalsIgnoreCase("GLOBAL");
  }

  /**
   * What is said of it as of something that stays behind; empty when the target has it, or when it
   * says nothing of the target.
   */
  Optional<String> remainder() {
    if (!isClause) {
      return clause.equals("CACHED ON")
          ? Optional.of("that the table is CACHED in memory")
          : Optional.empty();
    }
    return switch (feature) {
      // Rows stand in the order of the primary key at the target, too.
      case "clustered_index" ->
          clause.equalsIgnoreCase("CLUSTERED") || clause.equalsIgnoreCase("NONCLUSTERED")
              ? Optional.empty()
              : Optional.of(unknown());
      case "global_index" -> isGlobalIndex() ? Optional.empty() : Optional.of(unknown());
      case "ttl" -> Optional.of(clause + " (rows go as the source deletes them)");
      case "auto_rand", "auto_rand_base" -> Optional.of(clause + " (the target gives no numbers)");
      case "auto_id_cache", "placement", "pre_split", "affinity", "force_inc" ->
          Optional.of(clause);
      case "" ->
          FROM_BEFORE_FEATURES.matcher(clause.toUpperCase(Locale.ROOT)).matches()
              ? Optional.of(clause)
              : Optional.of(unknown());
      default -> Optional.of(unknown());
    };
  }

  private String unknown() {
    String of = feature.isEmpty() ? "" : "[" + feature + "] ";
    return "the attribute " + of + clause + ", which this library does not know,";
  }
}
