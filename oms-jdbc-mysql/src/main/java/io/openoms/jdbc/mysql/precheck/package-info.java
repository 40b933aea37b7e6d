/** What a server of the family can be checked for before a project starts; one class a check. */
@NullMarked
package io.openoms.jdbc.mysql.precheck;

import org.jspecify.annotations.NullMarked;
