package io.openoms.spi.state;

/**
 * The bookkeeping row that one writing task owns.
 *
 * @param project the project
 * @param writer the task's name
 * @param epoch the epoch in which the engine took the project over
 */
public record WriterRow(String project, String writer, long epoch) {}
