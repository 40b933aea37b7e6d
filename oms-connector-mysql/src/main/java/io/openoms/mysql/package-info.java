/** MySQL and MariaDB endpoints: the connector to where most migrations begin. */
@NullMarked
package io.openoms.mysql;

import org.jspecify.annotations.NullMarked;
