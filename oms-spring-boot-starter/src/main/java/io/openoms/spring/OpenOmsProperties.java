package io.openoms.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code openoms.*}. Immutable.
 *
 * @param start Whether projects start when the context is ready. If not, call MigrationRuns.start
 * @param executor Name of the bean of type Executor that does the work. By default each run has
 *     threads of its own, virtual ones where spring.threads.virtual.enabled says so
 * @param progressInterval How often the figures of a run are logged; 0 for never
 */
@ConfigurationProperties("openoms")
public record OpenOmsProperties(
    @DefaultValue("true") boolean start,
    @Nullable String executor,
    @DefaultValue("30s") Duration progressInterval) {}
