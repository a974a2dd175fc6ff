"""A measure and its sheets: reading a sheet whole (`blad`), and every change of it but its light,
its phase and its money."""
