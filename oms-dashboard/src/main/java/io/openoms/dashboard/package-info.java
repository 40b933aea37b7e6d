/**
 * A web page of a run: {@link io.openoms.dashboard.Dashboard} is all that a caller needs. The rooms
 * beneath: {@code journal} keeps what a run tells its listeners, {@code view} makes the figures of
 * each tab of it, {@code action} does what the page's buttons ask for, {@code site} answers
 * requests without knowing how they travel, {@code http} carries them by the JDK's own server.
 */
@NullMarked
package io.openoms.dashboard;

import org.jspecify.annotations.NullMarked;
