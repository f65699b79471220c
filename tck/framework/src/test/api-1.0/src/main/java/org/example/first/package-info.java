/** One plugin of each kind, built against API 1.0 and never again. */
@NullMarked
package org.example.first;

import org.jspecify.annotations.NullMarked;
