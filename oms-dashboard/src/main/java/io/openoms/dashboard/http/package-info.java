/** Carries requests and answers by the JDK's own server. */
@NullMarked
package io.openoms.dashboard.http;

import org.jspecify.annotations.NullMarked;
