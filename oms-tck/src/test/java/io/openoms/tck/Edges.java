package io.openoms.tck;

import io.openoms.testkit.fault.Call;
import io.openoms.testkit.fault.FaultError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a copy in a process of its own does at its edges: dies at one of them, without a word, loses
 * the answer of a call and goes on, or writes down how often it passed each. Thread-safe.
 */
final class Edges implements Consumer<String> {

  private static final String PASSED = System.getProperty("openoms.edges", "");
  private static final String LOST = System.getProperty("openoms.lost", "");

  private final String deadly;
  private final Map<String, Integer> passed = new TreeMap<>();

  /**
   * Edges of which one is deadly.
   *
   * @param deadly such as {@code SinkTransaction.commit before#3}, for the third passing; empty for
   *     none
   */
  Edges(String deadly) {
    this.deadly = deadly;
  }

  @Override
  public synchronized void accept(String edge) {
    int times = passed.merge(edge, 1, Integer::sum);
    if (deadly.equals(edge + "#" + times)) {
      write();
      Runtime.getRuntime().halt(137);
    }
    if (LOST.equals(edge + "#" + times)) {
      throw FaultError.FAULT_LINK_LOST.at(new Call(edge, times, 0));
    }
  }

  /** How often that edge was passed. */
  synchronized int times(String edge) {
    return passed.getOrDefault(edge, 0);
  }

  /** Writes each edge and how often it was passed, a line each, if a file is named for that. */
  synchronized void write() {
    if (PASSED.isEmpty()) {
      return;
    }
    try {
      Files.write(
          Path.of(PASSED),
          passed.entrySet().stream().map(e -> e.getKey() + "#" + e.getValue()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
