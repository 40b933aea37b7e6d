package io.openoms.core.apply.net;

import io.openoms.spi.data.RowChange;
import io.openoms.spi.data.RowImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that holds its keys equal without regard to case, as a collation does, unless it is to
 * compare bytes, and that refuses what a server would refuse. Rows are told by their keys' bytes.
 */
final class ModelTable {

  private final boolean keyed;
  private final List<List<@Nullable String>> rows = new ArrayList<>();
  private final boolean folds;
  private boolean unique;

  ModelTable(boolean keyed, boolean unique) {
    this(keyed, unique, true);
  }

  ModelTable(boolean keyed, boolean unique, boolean folds) {
    this.keyed = keyed;
    this.unique = unique;
    this.folds = folds;
  }

  /** A row that is in another one's way. */
  static final class Meeting extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    final transient List<@Nullable String> other;

    Meeting(List<@Nullable String> row, List<@Nullable String> other) {
      super(row + " meets " + other);
      this.other = other;
    }
  }

  /** Builds the unique key; fails when the rows do not allow it. */
  void makeUnique() {
    unique = true;
    Set<String> seen = new HashSet<>();
    for (List<@Nullable String> row : rows) {
      String value = row.get(1);
      if (value != null && !seen.add(folded(value))) {
        throw new IllegalStateException("twice: " + value);
      }
    }
  }

  List<List<@Nullable String>> rows() {
    return rows;
  }

  /** The rows in an order that does not depend on how they came. */
  List<String> content() {
    return rows.stream().map(List::toString).sorted().toList();
  }

  boolean takes(List<@Nullable String> row, @Nullable List<@Nullable String> instead) {
    return rows.stream().filter(other -> other != instead).noneMatch(other -> collides(row, other));
  }

  private boolean collides(List<@Nullable String> row, List<@Nullable String> other) {
    return (keyed && same(row.get(0), other.get(0))) || (unique && same(row.get(1), other.get(1)));
  }

  private boolean same(@Nullable String a, @Nullable String b) {
    return a != null && b != null && (folds ? folded(a).equals(folded(b)) : a.equals(b));
  }

  private void add(List<@Nullable String> row) {
    for (List<@Nullable String> other : rows) {
      if (collides(row, other)) {
        throw new Meeting(row, other);
      }
    }
    rows.add(row);
  }

  static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  void insert(RowImage image) {
    List<@Nullable String> row = Rows.texts(image);
    if (row.contains(Rows.ABSENT)) {
      throw new IllegalStateException("cannot insert " + row + " into " + rows);
    }
    add(row);
  }

  /** Overwrites or inserts; whether the row was there. */
  boolean upsert(RowImage image) {
    List<@Nullable String> row = Rows.texts(image);
    boolean there = delete(image) == 1;
    add(row);
    return there;
  }

  int delete(RowImage image) {
    List<@Nullable String> found = byKey(image);
    return found != null && rows.remove(found) ? 1 : 0;
  }

  void deleteEqual(RowImage image) {
    if (!rows.remove(Rows.texts(image))) {
      throw new IllegalStateException("no such row: " + Rows.texts(image));
    }
  }

  /** Sets what the change carries; whether the row was there. */
  boolean update(RowChange change) {
    List<@Nullable String> found = byKey(change.before());
    if (found == null) {
      return false;
    }
    List<@Nullable String> row = Rows.texts(Overlay.of(Rows.whole(found), change.after()));
    rows.remove(found);
    add(row);
    return true;
  }

  private @Nullable List<@Nullable String> byKey(RowImage image) {
    String key = Rows.texts(image).get(0);
    return rows.stream().filter(row -> Objects.equals(row.get(0), key)).findFirst().orElse(null);
  }
}
