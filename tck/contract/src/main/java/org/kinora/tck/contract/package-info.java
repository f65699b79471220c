/**
 * Contract tests. A plugin's test extends one of the abstract classes, says what it tests and how
 * it behaves, and inherits every rule of the interface's Javadoc as a test. What a plugin does not
 * declare it must refuse; nothing is skipped.
 */
@NullMarked
package org.kinora.tck.contract;

import org.jspecify.annotations.NullMarked;
