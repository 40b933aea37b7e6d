package io.openoms.cli.output;

import java.util.ArrayList;
import java.util.List;

/** A table in plain text, its columns as wide as their texts. Not thread-safe. */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<String> heads;
  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with those heads; one that begins with {@code >} stands for a column of numbers. */
  public TextTable(String... heads) {
    this.heads = new ArrayList<>();
    this.right = new boolean[heads.length];
    for (int i = 0; i < heads.length; i++) {
      right[i] = heads[i].startsWith(">");
      this.heads.add(right[i] ? heads[i].substring(1) : heads[i]);
    }
  }

  /** Adds a row with as many cells as there are heads. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, without trailing spaces. */
  public List<String> lines() {
    int[] widths = new int[heads.size()];
    widen(widths, heads);
    rows.forEach(row -> widen(widths, row));
    List<String> lines = new ArrayList<>();
    lines.add(line(widths, heads));
    int all = -GAP.length();
    for (int width : widths) {
      all += width + GAP.length();
    }
    lines.add("─".repeat(Math.max(0, all)));
    rows.forEach(row -> lines.add(line(widths, row)));
    return lines;
  }

  private static void widen(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private String line(int[] widths, List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String fill = " ".repeat(widths[i] - row.get(i).length());
      line.append(right[i] ? fill + row.get(i) : row.get(i) + fill).append(GAP);
    }
    return line.toString().stripTrailing();
  }
}
