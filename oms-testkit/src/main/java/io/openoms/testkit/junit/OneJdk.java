package io.openoms.testkit.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test of many cases of logic that is the same on each JDK. {@code ./verify} runs it on the first
 * JDK and leaves it out on the others; {@code ./verify --thorough} runs it on each.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("one-jdk")
public @interface OneJdk {}
