package io.openoms.tck.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What is special about a session. */
enum SessionSetting {
  PARTIAL_JSON(Feature.PARTIAL_JSON, Feature.JSON, "SET binlog_row_value_options = 'PARTIAL_JSON'"),
  COMPRESSION(Feature.COMPRESSION, Feature.INTEGER_KEYS, "SET binlog_transaction_compression = ON"),
  MINIMAL(Feature.MINIMAL_IMAGES, Feature.INTEGER_KEYS, "SET binlog_row_image = 'MINIMAL'"),
  NOBLOB(Feature.NOBLOB_IMAGES, Feature.LOBS, "SET binlog_row_image = 'NOBLOB'"),
  EAST(Feature.TIME_ZONES, Feature.EDGE_VALUES, "SET time_zone = '+05:30'"),
  WEST(Feature.TIME_ZONES, Feature.INTEGER_KEYS, "SET time_zone = '-08:00'"),
  LATIN1(Feature.CHARACTER_SETS, Feature.SCRIPTS, "", "Cp1252"),
  GBK(Feature.CHARACTER_SETS, Feature.SCRIPTS, "", "GBK"),
  RELAXED(Feature.RELAXED_MODE, Feature.EDGE_VALUES, "SET sql_mode = ''");

  private final Feature feature;
  private final Feature companion;
  private final String sql;
  private final String encoding;

  SessionSetting(Feature feature, Feature companion, String sql) {
    this(feature, companion, sql, "UTF-8");
  }

  SessionSetting(Feature feature, Feature companion, String sql, String encoding) {
    this.feature = feature;
    this.companion = companion;
    this.sql = sql;
    this.encoding = encoding;
  }

  Feature feature() {
    return feature;
  }

  /** The change in which it shows. */
  Feature companion() {
    return companion;
  }

  /** The statement that sets it; empty for none. */
  String sql() {
    return sql;
  }

  /** The character set of its statements, as Java names it. */
  String encoding() {
    return encoding;
  }

  /**
   * Those of a writer's session: by its number, so that each has its turn, and one more by luck.
   */
  static List<SessionSetting> of(
      long session, Set<Feature> features, Set<Feature> held, Random random) {
    List<SessionSetting> all = new ArrayList<>();
    for (SessionSetting setting : values()) {
      if (features.contains(setting.feature)) {
        all.add(setting);
      }
    }
    List<SessionSetting> chosen = new ArrayList<>();
    int place = (int) (session % (all.size() + 1));
    if (place < all.size()) {
      chosen.add(all.get(place));
    }
    if (!all.isEmpty() && random.nextInt(3) == 0) {
      SessionSetting more = all.get(random.nextInt(all.size()));
      if (chosen.stream().noneMatch(more::excludes)) {
        chosen.add(more);
      }
    }
    chosen.removeIf(setting -> held.contains(setting.feature));
    return chosen;
  }

  /** In an image without the document before it, what changed in one says nothing. */
  private boolean excludes(SessionSetting other) {
    return feature == other.feature
        || (this == PARTIAL_JSON && other.isImage())
        || (isImage() && other == PARTIAL_JSON)
        || (isImage() && other.isImage())
        || (!encoding.equals("UTF-8") && !other.encoding.equals("UTF-8"));
  }

  private boolean isImage() {
    return this == MINIMAL || this == NOBLOB;
  }
}
