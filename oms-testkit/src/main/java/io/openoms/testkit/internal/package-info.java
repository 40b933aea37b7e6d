/**
 * How servers get onto the machine and run there: no API.
 *
 * <p>{@code ServerKind} says what to install and how to start it, {@code ServerCache} installs it
 * once for all processes, {@code LocalServer} runs it inside a {@code RunDirectory} under a {@code
 * GuardedProcess}, which dies with this JVM.
 */
@NullMarked
package io.openoms.testkit.internal;

import org.jspecify.annotations.NullMarked;
