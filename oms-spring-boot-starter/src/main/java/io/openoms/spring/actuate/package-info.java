/** The projects in the application's Actuator. */
@NullMarked
package io.openoms.spring.actuate;

import org.jspecify.annotations.NullMarked;
