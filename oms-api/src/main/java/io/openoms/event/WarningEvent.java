package io.openoms.event;

import io.openoms.error.ErrorContext;
import java.time.Instant;

/**
 * Something that the user should know and that stops nothing.
 *
 * @param at when
 * @param code the name of a {@link WarningCode}, or of a precheck
 * @param context where
 * @param message a sentence for people
 */
public record WarningEvent(Instant at, String code, ErrorContext context, String message) {}
