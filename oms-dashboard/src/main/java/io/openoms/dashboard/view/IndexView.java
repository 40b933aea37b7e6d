package io.openoms.dashboard.view;

import io.openoms.event.IndexEvent;
import java.util.Locale;

/**
 * An index that this run builds or has built.
 *
 * @param at when it was last told of
 * @param elapsed seconds until then
 */
public record IndexView(
    String table, String index, String status, String statement, long at, double elapsed) {

  static IndexView of(IndexEvent event) {
    return new IndexView(
        event.table().toString(),
        event.index(),
        event.status().name().toLowerCase(Locale.ROOT),
        event.statement(),
        event.at().toEpochMilli(),
        event.elapsed().toMillis() / 1000.0);
  }
}
