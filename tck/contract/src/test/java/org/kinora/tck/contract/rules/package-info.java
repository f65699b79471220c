/** Tests of the rules: each has a file that breaks it alone. */
@NullMarked
package org.kinora.tck.contract.rules;

import org.jspecify.annotations.NullMarked;
