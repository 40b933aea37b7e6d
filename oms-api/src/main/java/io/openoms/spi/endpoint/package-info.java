/**
 * Endpoints by the name of their type: how a command line, a job or a page makes an endpoint from
 * texts without knowing its class. Programs that name an endpoint's class need none of this.
 */
@NullMarked
package io.openoms.spi.endpoint;

import org.jspecify.annotations.NullMarked;
