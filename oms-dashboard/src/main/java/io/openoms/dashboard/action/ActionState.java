package io.openoms.dashboard.action;

/**
 * How an action of the page stands. Immutable.
 *
 * @param name the action
 * @param state {@code running}, {@code done} or {@code failed}
 * @param message why it failed, or what it found
 * @param at when it began or ended, in milliseconds since 1970
 */
public record ActionState(String name, String state, String message, long at) {}
