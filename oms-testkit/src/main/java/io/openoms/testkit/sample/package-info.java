/** Schemas with rows to migrate, and an independent look at what arrived. */
package io.openoms.testkit.sample;
