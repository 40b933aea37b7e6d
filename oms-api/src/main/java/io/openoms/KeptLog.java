package io.openoms;

import java.util.OptionalLong;

/**
 * What a source keeps of its log on its own disk, because a project has not read further.
 * Immutable.
 *
 * @param bytes how much it keeps
 * @param left how many bytes may still be written to the log before the source gives up what the
 *     project needs; negative when it may do so at any moment, empty where it never does
 */
public record KeptLog(long bytes, OptionalLong left) {}
