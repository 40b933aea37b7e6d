package io.openoms.tidb.catalog;

import io.openoms.dialect.mysql.sql.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * Clauses of ALTER TABLE that say how a cluster keeps a table's rows, and leave its definition at
 * another product as it is. Stateless.
 */
final class StorageClauses {

  /** The words that such clauses begin with. */
  private static final List<List<String>> BEGINNINGS =
      List.of(
          List.of("cache"),
          List.of("nocache"),
          List.of("set", "tiflash"),
          List.of("set", "hypo"),
          List.of("shard_row_id_bits"),
          List.of("pre_split_regions"),
          List.of("auto_id_cache"),
          List.of("auto_random_base"),
          List.of("force", "auto_increment"),
          List.of("force", "auto_random_base"),
          List.of("placement"),
          List.of("attributes"),
          List.of("affinity"),
          List.of("ttl"),
          List.of("ttl_enable"),
          List.of("ttl_job_interval"),
          List.of("remove", "ttl"),
          List.of("compact"),
          List.of("stats_options"),
          List.of("add", "stats_extended"),
          List.of("drop", "stats_extended"));

  private StorageClauses() {}

  /** Whether a statement is an ALTER TABLE of such clauses alone. */
  static boolean areAll(List<Token> tokens) {
    if (tokens.size() < 4 || !tokens.get(0).is("alter") || !tokens.get(1).is("table")) {
      return false;
    }
    int from = behindName(tokens);
    // Labels of places are a list, with commas of its own.
    boolean isReplica = begins(tokens, from, List.of("set", "tiflash"));
    return from < tokens.size()
        && (isReplica || clauses(tokens, from).stream().allMatch(at -> isStorage(tokens, at)));
  }

  private static int behindName(List<Token> tokens) {
    int at = 2;
    if (tokens.get(at).is("if")) {
      at += 2;
    }
    at++;
    return at + 1 < tokens.size() && tokens.get(at).isSymbol('.') ? at + 2 : at;
  }

  /** Where each clause begins. */
  private static List<Integer> clauses(List<Token> tokens, int from) {
    List<Integer> begins = new ArrayList<>(List.of(from));
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
      if (depth == 0 && token.isSymbol(',')) {
        begins.add(i + 1);
      }
    }
    return begins;
  }

  private static boolean isStorage(List<Token> tokens, int at) {
    boolean ofPartition =
        at + 2 < tokens.size()
            && tokens.get(at).is("partition")
            && (tokens.get(at + 2).is("attributes") || tokens.get(at + 2).is("placement"));
    return ofPartition || BEGINNINGS.stream().anyMatch(words -> begins(tokens, at, words));
  }

  private static boolean begins(List<Token> tokens, int at, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).is(words.get(i))) {
        return false;
      }
    }
    return true;
  }
}
