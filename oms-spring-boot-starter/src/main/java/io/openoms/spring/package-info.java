/**
 * What a Spring Boot application uses: the runs of its projects ({@link
 * io.openoms.spring.MigrationRuns}), the properties {@code openoms.*}, and watchers for all
 * projects.
 */
@NullMarked
package io.openoms.spring;

import org.jspecify.annotations.NullMarked;
