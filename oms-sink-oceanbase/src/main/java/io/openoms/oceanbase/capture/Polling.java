package io.openoms.oceanbase.capture;

import java.time.Duration;

/**
 * How tables are polled. Immutable.
 *
 * @param interval the rest between two looks, more than nothing
 * @param kept how long the ends of windows are kept that the engine has confirmed
 */
public record Polling(Duration interval, Duration kept) {}
