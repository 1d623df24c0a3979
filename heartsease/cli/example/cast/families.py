"""The families of the example: invented people at invented addresses."""

from heartsease.cli.example.cast.people import Adult, Family, Home


def _pair(address: str, mother: str, father: str, *, relations: tuple[str, str] = ("mother", "father")) -> Home:
    return Home(address, (Adult(mother, relations[0]), Adult(father, relations[1])))


def _kin(full_name: str, relation: str) -> Adult:
    return Adult(full_name, relation, has_account=False, has_parental_responsibility=False)


FAMILIES = (
    Family(
        "pemberton",
        (_pair("14 Larkspur Close, Thistleford", "Charlotte Pemberton", "James Pemberton"),),
        (_kin("Judith Pemberton", "grandmother"),),
    ),
    Family(
        "iqbal", (_pair("3 Mill Lane, Thistleford", "Nadia Iqbal", "Bilal Iqbal"),), (_kin("Samina Iqbal", "aunt"),)
    ),
    Family(
        "mensah",
        (_pair("27 Foundry Street, Thistleford", "Efua Mensah-Boateng", "Kwame Mensah-Boateng"),),
        (_kin("Gladys Boateng", "grandmother"),),
    ),
    Family(
        "lindqvist",
        (Home("Flat 5, 80 Weir Road, Thistleford", (Adult("Ingrid Lindqvist-Shaw", "mother"),)),),
        (_kin("Marcus Shaw", "uncle"), _kin("Deborah Finch", "neighbour")),
    ),
    Family(
        "pillai",
        (_pair("9 Chantry Gardens, Thistleford", "Lakshmi Thiruvengadam-Pillai", "Anand Thiruvengadam-Pillai"),),
        (_kin("Meenakshi Thiruvengadam", "grandmother"),),
    ),
    Family(
        "marchand",
        (_pair("2 Osier Walk, Thistleford", "Céline Marchand-Fraser", "Hamish Fraser"),),
        (_kin("Fiona Fraser", "grandmother"),),
    ),
    Family(
        "ionescu",
        (_pair("41b Station Approach, Thistleford", "Andreea Ionescu", "Mihai Ionescu"),),
        (_kin("Elena Radu", "family friend"),),
    ),
    Family(
        "nwosu",
        (_pair("18 Harrow Road, Thistleford", "Chidinma Nwosu", "Emeka Nwosu"),),
        (),
        Adult("Ngozi Nwosu", "grandmother", has_parental_responsibility=False),
    ),
    Family(
        "whitlock",
        (
            Home("6 Brewhouse Yard, Thistleford", (Adult("Rebecca Stanhope", "mother"),)),
            Home("Flat 2, 11 Canal Side, Upper Wick", (Adult("Thomas Whitlock", "father"),), is_main=False),
        ),
        (_kin("Pauline Stanhope", "grandmother"),),
    ),
    Family(
        "cheung",
        (
            _pair(
                "33 Orchard Rise, Thistleford",
                "Vincent Cheung-Barratt",
                "Oliver Cheung-Barratt",
                relations=("father", "father"),
            ),
        ),
        (_kin("Susan Barratt", "grandmother"),),
    ),
    Family(
        "abdi", (_pair("22 Foundry Street, Thistleford", "Hodan Abdi", "Liban Warsame"),), (_kin("Amina Abdi", "aunt"),)
    ),
    Family(
        "pugh",
        (_pair("Ty Gwyn, Church Lane, Upper Wick", "Carys Pugh", "Gethin Pugh"),),
        (_kin("Mair Pugh", "grandmother"),),
    ),
    Family(
        "kapoor",
        (_pair("7 Chantry Gardens, Thistleford", "Anjali Kapoor-Davies", "Huw Davies"),),
        (_kin("Sunita Kapoor", "grandmother"),),
    ),
    Family(
        "gallagher",
        (_pair("51 Mill Lane, Thistleford", "Aoife Gallagher", "Declan Gallagher"),),
        (_kin("Bernadette Gallagher", "grandmother"),),
    ),
    Family(
        "wisniewska",
        (
            Home(
                "12 Tannery Court, Thistleford",
                (Adult("Karolina Wiśniewska", "mother", staff_key="karolina"), Adult("Marek Wiśniewski", "father")),
            ),
        ),
        (_kin("Halina Nowak", "grandmother"),),
    ),
    Family(
        "rahman",
        (_pair("Flat 9, 80 Weir Road, Thistleford", "Tahmina Rahman", "Shafiq Rahman"),),
        (_kin("Rokeya Rahman", "aunt"),),
    ),
    Family(
        "kovalenko",
        (Home("Room 4, The Old Rectory, Upper Wick", (Adult("Oksana Kovalenko", "mother"),)),),
        (_kin("Margaret Dunne", "host"),),
    ),
    Family(
        "ashdown",
        (
            Home(
                "19 Orchard Rise, Thistleford",
                (
                    Adult("Philippa Ashdown", "mother"),
                    Adult("Karl Brandner", "stepfather", has_parental_responsibility=False),
                ),
            ),
            Home("4 Harrow Road, Thistleford", (Adult("Chukwuemeka Okafor", "father"),), is_main=False),
        ),
        (_kin("Rosalind Ashdown", "grandmother"),),
    ),
    Family(
        "fernandez",
        (_pair("30 Larkspur Close, Thistleford", "Lucía García Molina", "Andrés Fernández Ruiz"),),
        (_kin("Pilar Molina", "grandmother"),),
    ),
    Family(
        "lowe",
        (Home("Address held by the safeguarding lead", (Adult("Kirsty Lowe", "mother"),)),),
        (_kin("Janet Lowe", "grandmother"),),
    ),
    Family(
        "dhillon",
        (_pair("65 Station Approach, Thistleford", "Manpreet Kaur Dhillon", "Harbinder Singh Dhillon"),),
        (_kin("Surinder Kaur Dhillon", "grandmother"),),
    ),
    Family(
        "yildiz", (_pair("8 Osier Walk, Thistleford", "Zeynep Yıldız", "Emre Yıldız"),), (_kin("Ayşe Demir", "aunt"),)
    ),
    Family(
        "quinn",
        (Home("1 Weir Cottages, Thistleford", (Adult("Martha Quinn", "mother"), Adult("Sorcha Devlin", "mother"))),),
        (_kin("Patricia Quinn", "grandmother"),),
    ),
    Family(
        "clarke",
        (_pair("24 Church Lane, Upper Wick", "Georgina Clarke", "Alistair Clarke"),),
        (_kin("Hilary Clarke", "grandmother"),),
    ),
    Family(
        "adebayo",
        (_pair("16 Brewhouse Yard, Thistleford", "Folake Adebayo-Thompson", "Richard Thompson"),),
        (_kin("Yetunde Adebayo", "aunt"),),
    ),
    Family(
        "trevithick",
        (Home("Narrowboat Kestrel, Canal Side, Upper Wick", (Adult("Morwenna Trevithick", "mother"),)),),
        (_kin("Jago Trevithick", "uncle"), _kin("Wendy Bell", "family friend")),
    ),
    Family(
        "malik",
        (_pair("38 Foundry Street, Thistleford", "Sadia Malik", "Usman Malik"),),
        (_kin("Farah Malik", "aunt"),),
    ),
    Family(
        "campbell",
        (_pair("5 Tannery Court, Thistleford", "Simone Campbell", "Andre Campbell"),),
        (_kin("Beverley Campbell", "grandmother"),),
    ),
    Family(
        "fraser",
        (_pair("70 Harrow Road, Thistleford", "Lesley Forsyth", "Duncan Forsyth"),),
        (_kin("Moira Forsyth", "grandmother"),),
    ),
    Family(
        "elsayed",
        (_pair("11 Chantry Gardens, Thistleford", "Dina El-Sayed", "Karim El-Sayed"),),
        (_kin("Mona Farouk", "aunt"),),
    ),
    Family(
        "nibhriain",
        (Home("29 Mill Lane, Thistleford", (Adult("Gráinne Ní Bhriain", "mother"),)),),
        (_kin("Eoin Ó Briain", "uncle"),),
    ),
    Family(
        "castellano",
        (
            Home("44 Larkspur Close, Thistleford", (Adult("Francesca Bianchi", "mother"),)),
            Home(
                "13 The Maltings, Upper Wick",
                (Adult("Marco Castellano", "father"), _kin("Julie Prentice", "father’s partner")),
                is_main=False,
            ),
        ),
        (_kin("Lucia Bianchi", "grandmother"),),
    ),
    Family(
        "hussain",
        (_pair("20 Osier Walk, Thistleford", "Rukhsana Hussain-Reid", "Stephen Reid"),),
        (_kin("Zubaida Hussain", "grandmother"),),
    ),
    Family(
        "watanabe",
        (_pair("36 Church Lane, Upper Wick", "Yuki Watanabe-Hill", "Christopher Hill"),),
        (_kin("Angela Hill", "grandmother"),),
    ),
    Family(
        "macallister",
        (_pair("58 Weir Road, Thistleford", "Shona MacAllister", "Euan MacAllister"),),
        (_kin("Isla Grant", "aunt"),),
    ),
    Family(
        "dubois",
        (_pair("17 Orchard Rise, Thistleford", "Aurélie Dubois", "Ibrahima Kamara"),),
        (_kin("Colette Dubois", "grandmother"),),
    ),
    Family(
        "birtwistle",
        (_pair("2 The Maltings, Upper Wick", "Gemma Birtwistle", "Lee Birtwistle"),),
        (_kin("Doreen Birtwistle", "grandmother"),),
    ),
    Family(
        "brandt",
        (_pair("10 Brewhouse Yard, Thistleford", "Katharina Brandt", "Felix Brandt"),),
        (_kin("Renate Brandt", "grandmother"),),
    ),
)
